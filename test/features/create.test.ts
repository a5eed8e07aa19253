import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  createDockerfile,
  createDockerignore,
  createManifests,
  filesForPython,
  projectFolders,
} from '../../src/features/create/create.ts';
import type { Service } from '../../src/service.ts';
import { serviceOver } from '../support/host.ts';
import { projects } from './create-projects.ts';

const made = async (engine: Service, folder = '', chosen?: string) =>
  engine.create((asked) => createDockerfile(folder, asked, chosen), filesForPython(folder));

const textOf = (answer: Awaited<ReturnType<typeof made>>, path: string): string => {
  assert.equal(answer.kind, 'files', JSON.stringify(answer));
  const file =
    answer.kind === 'files' ? answer.files.find((each) => each.path === path) : undefined;
  assert.ok(file, path);
  return file.text;
};

/** What is wrong with a file that was made, with its text. */
const complaints = (engine: Service, path: string): readonly string[] => [
  ...engine.findings(path).map(({ message, rule }) => `${rule.id}: ${message}`),
  ...engine
    .preflights(path)
    .flatMap(({ lines }) => lines)
    .filter(({ state }) => state === 'broken')
    .map(({ detail }) => `preflight: ${detail}`),
];

suite('a Dockerfile that is made', () => {
  for (const [name, { command, files, folder = '', lines = [] }] of Object.entries(projects)) {
    test(`of ${name} has no findings, and neither have its manifests`, async () => {
      const engine = await serviceOver(files);
      const answer = await made(engine, folder);
      const at = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
      const text = textOf(answer, at('Dockerfile'));
      if (answer.kind === 'files')
        for (const each of answer.files) await engine.update(each.path, each.text);
      if (process.env['SHOW']) console.log(text);
      assert.deepEqual(complaints(engine, at('Dockerfile')), [], text);
      const cmd = /^CMD (.*)$/m.exec(text)?.[1] ?? '';
      assert.deepEqual(JSON.parse(cmd), command, text);
      for (const line of lines) assert.ok(text.split('\n').includes(line), `${line}\n${text}`);

      const manifests = await engine.create((asked) => createManifests(at('Dockerfile'), asked));
      assert.equal(manifests.kind, 'files');
      if (manifests.kind !== 'files') return;
      for (const each of manifests.files) await engine.update(each.path, each.text);
      if (process.env['SHOW']) for (const each of manifests.files) console.log(each.text);
      for (const each of manifests.files)
        assert.deepEqual(complaints(engine, each.path), [], each.text);
      assert.deepEqual(complaints(engine, at('Dockerfile')), [], text);
    });
  }
});
