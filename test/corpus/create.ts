// Makes a Dockerfile and manifests for each Python project below FOLDER, without their own, and prints them with what is found in them.
// node --import ./test/support/text-loader.mjs test/corpus/create.ts FOLDER [NAME]
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  createDockerfile,
  createManifests,
  filesForPython,
  projectFolders,
} from '../../src/features/create/create.ts';
import { serviceOver } from '../support/host.ts';

const [, , root = '', only = ''] = process.argv;

// Their own Dockerfiles, and what builds those.
const own =
  /(?:^|\/)(?:[^/]*Dockerfile[^/]*|[^/]*\.dockerignore|[^/]*compose[^/]*\.ya?ml|[^/]*Makefile|cloudbuild[^/]*|skaffold[^/]*|docker-bake[^/]*)$|^\.github\//i;

const filesBelow = (folder: string): Record<string, string> => {
  const files: Record<string, string> = {};
  const visit = (path: string): void => {
    const full = join(folder, path);
    if (!existsSync(full)) return;
    const info = statSync(full);
    if (info.isDirectory()) {
      if (!/(?:^|\/)(?:\.git|node_modules)$/.test(path))
        for (const name of readdirSync(full)) visit(join(path, name));
    } else if (!own.test(path))
      files[path] = info.size < 3_000_000 ? readFileSync(full, 'utf8') : '';
  };
  visit('');
  // What the corpus keeps of a repository is less than what it has.
  if (files['.tree.json'])
    for (const path of pathsIn(JSON.parse(files['.tree.json'])))
      if (!own.test(path)) files[path] ??= '';
  return files;
};

const pathsIn = (tree: unknown): readonly string[] =>
  typeof tree === 'object' && tree !== null ? Object.keys(tree) : [];

for (const name of readdirSync(root)) {
  if (!name.includes(only) || !statSync(join(root, name)).isDirectory()) continue;
  const files = filesBelow(join(root, name));
  const engine = await serviceOver(files, basename(name).split('+').at(-1));
  const folders = await engine.create(projectFolders);
  console.log(`\n######## ${name}: ${folders.map((each) => each || '.').join(' ')}`);
  for (const folder of folders) {
    let answer = await engine.create(
      (asked) => createDockerfile(folder, asked),
      filesForPython(folder),
    );
    console.log(`\n==== ${folder || '.'}`);
    if (answer.kind === 'choose') {
      console.log(
        answer.starts
          .map(({ file, what }) => `? ${file} (${what})`)
          .slice(0, 12)
          .join('\n'),
      );
      const [first] = answer.starts;
      answer = await engine.create(
        (asked) => createDockerfile(folder, asked, first?.id),
        filesForPython(folder),
      );
    }
    if (answer.kind === 'none') console.log(answer.why);
    if (answer.kind !== 'files') continue;
    for (const { path, text } of answer.files) {
      await engine.update(path, text);
      console.log(text);
    }
    const made = join(folder, 'Dockerfile');
    for (const { message, rule, severity } of engine.findings(made))
      console.log(`!! ${severity} ${rule.id}: ${message}`);
    for (const { lines } of engine.preflights(made))
      for (const { state, detail } of lines) if (state === 'broken') console.log(`✗ ${detail}`);
    const manifests = await engine.create((asked) => createManifests(made, asked));
    if (manifests.kind !== 'files') continue;
    for (const { path, text } of manifests.files) {
      await engine.update(path, text);
      if (process.env['MANIFESTS']) console.log(text);
      for (const { message, rule } of engine.findings(path))
        console.log(`!! ${path} ${rule.id}: ${message}`);
    }
  }
}
