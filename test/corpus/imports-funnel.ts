import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { walk } from '../../src/cli/walk.ts';
import { missingImports, startedCode, unansweredImports } from '../../src/image/checks/imports.ts';
import { leftOutModules } from '../../src/image/checks/own-modules.ts';
import { installsOf } from '../../src/image/installs/installed.ts';
import { entryOf, namedCode } from '../../src/image/start/entry.ts';
import { closureOf } from '../../src/project/closure.ts';
import { buildContext } from '../../src/project/context.ts';
import type { DockerfileIn, Project } from '../../src/project/project.ts';
import { pythonOf } from '../../src/project/stage-base.ts';
import { createService } from '../../src/service.ts';
import type { Stage } from '../../src/syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../../src/syntax/dockerfile/stages.ts';
import { readContent } from '../support/host.ts';

// node --import ./test/support/text-loader.mjs test/corpus/imports-funnel.ts FOLDER…: for every Dockerfile of the projects directly below, one that
// starts Python code of its repository, whether what that imports is answered, and by which reasons it is not. One line of JSON each.
interface Row {
  /** Imports that nothing surely brings. */
  readonly unanswered?: readonly string[];
  readonly name: string;
  readonly state: string;
  readonly reasons: readonly string[];
}

const readable = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const one = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160);

const rowOf = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  text: string,
): Omit<Row, 'name'> | undefined => {
  const { folder } = buildContext(file, project);
  const entry = entryOf(file, stage, project);
  if (!entry) {
    const named = namedCode(file, stage);
    const there =
      named &&
      project
        .under('')
        .some((path) =>
          named.candidates.some(
            (each) => path.endsWith(`/${each}`.replace(/^\/+/, '/')) || path === each,
          ),
        );
    return there ? { state: 'unplaced', reasons: [`start: ${named.word.text}`] } : undefined;
  }
  const found = missingImports(file, stage, project);
  const wrong = installsOf(file, stage, folder, project).python.find(
    ({ name }) => project.packages && Object.hasOwn(project.packages.wrong, name),
  );
  if (wrong) return { state: 'unknown', reasons: [`wrong name: ${wrong.name}`] };
  if (found)
    return {
      state: found.missing.length + found.unmet.length > 0 ? 'absent' : 'holds',
      reasons: found.missing.map(({ module }) => module),
    };
  const unanswered = unansweredImports(file, stage, project);
  if (unanswered?.length === 0) return { state: 'holds', reasons: ['open'] };
  if (leftOutModules(file, stage, project)) return { state: 'own', reasons: [] };
  if (!startedCode(file, stage, project))
    return { state: 'unknown', reasons: ['installs at start'] };
  const installs = installsOf(file, stage, folder, project);
  const { packages } = project;
  const unknown = packages ? closureOf(installs.python, pythonOf(stage), packages).unknown : [];
  return {
    state: 'unknown',
    unanswered: [...new Set(unanswered?.map(({ module }) => module))],
    reasons: [
      ...new Set([
        ...installs.hidden.map((at) => {
          const what = one(text.slice(...at));
          return what === 'FROM' ? `base: ${rootImage(stage)?.text ?? '?'}` : `hidden: ${what}`;
        }),
        ...unknown.map(
          (name) =>
            `package: ${name}${packages && Object.hasOwn(packages.packages, name) ? ` ${installs.python.find((each) => each.name === name)?.version ?? '(brought)'}` : ' not in table'}`,
        ),
      ]),
    ],
  };
};

const rowsBelow = async (at: string): Promise<readonly Row[]> => {
  const paths = (await walk(at, () => undefined)).map(({ path }) => path);
  const service = createService({
    name: basename(at).split('+').at(-1) ?? '',
    files: async () => paths,
    read: async (path) => readFileSync(join(at, path), 'utf8'),
    content: readContent,
  });
  await service.load();
  const rows: Row[] = [];
  service.questions((index) => {
    const project = index.view(() => undefined);
    for (const each of index.trees().dockerfiles) {
      const file = project.based(each);
      const stage = finalStage(file.stages);
      const row = stage && rowOf(file, stage, project, readable(join(at, file.path)));
      if (row) rows.push({ name: `${at}/${file.path}`, ...row });
    }
    return [];
  });
  return rows;
};

for (const folder of process.argv.slice(2))
  for (const each of readdirSync(folder, { withFileTypes: true }))
    if (each.isDirectory() && !each.name.startsWith('.'))
      for (const row of await rowsBelow(join(folder, each.name))) console.log(JSON.stringify(row));
