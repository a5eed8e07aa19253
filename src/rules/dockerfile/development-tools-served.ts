import { type InstalledByPip, installsOf } from '../../image/installs/installed.ts';
import { entryOf } from '../../image/start/entry.ts';
import { startedServer } from '../../project/code-server.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { foreignImports } from '../../project/python-imports.ts';
import { buildsOfLast, factsOf } from '../../project/services.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { listed } from '../../text/words.ts';
import { placeOfRequirement } from '../placed-requirement.ts';
import type { Rule } from '../rule.ts';
import docs from './development-tools-served.md' with { type: 'text' };

const rule: Rule = {
  id: 'development-tools-served',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'none',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const facts = factsOf(file, project);
    const server = facts && startedServer(facts, project)?.name;
    if (!stage || !server || server === 'Jupyter' || isForDevelopment(file, stage, project)) return;
    const found = toolsIn(file, stage, project);
    const [first] = found;
    if (!first) return;
    const names = found.map(({ name }) => name).filter((name, i, all) => all.indexOf(name) === i);
    const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
    yield {
      ...placeOfRequirement(first, file),
      message: `${listed(shown)} ${names.length === 1 ? 'is a tool' : 'are tools'} for development, and the image starts ${server}: what it does not need makes it larger, and has to be patched.`,
    };
  },
};
export default rule;

// What people install to write, test and check code, and no server imports.
const tools: ReadonlySet<string> = new Set([
  ...['jupyter', 'jupyterlab', 'notebook', 'ipykernel'],
  ...[
    'pytest',
    'pytest-cov',
    'pytest-mock',
    'pytest-asyncio',
    'pytest-xdist',
    'coverage',
    'tox',
    'nox',
  ],
  ...[
    'black',
    'flake8',
    'isort',
    'pylint',
    'mypy',
    'ruff',
    'pre-commit',
    'autopep8',
    'yapf',
    'bandit',
  ],
]);

/** Tools that run, or are run by, pytest. */
const family = /^(?:pytest|coverage|tox$|nox$)/;

const forDevelopment = /dev|test|\bci\b|debug|notebook|jupyter|lint/i;

/** Whether the image is made for developers, by its names, or some service of it runs something else. */
const isForDevelopment = (file: DockerfileIn, { name }: Stage, project: Project): boolean =>
  forDevelopment.test(file.path) ||
  forDevelopment.test(name ?? '') ||
  buildsOfLast(file, project).some(
    ({ file: by, service }) =>
      forDevelopment.test(by) || forDevelopment.test(service.name) || !!service.command,
  );

/** The tools that the image is asked to have by name, which nothing else of the project is seen to use in it. */
const toolsIn = (file: DockerfileIn, stage: Stage, project: Project): readonly InstalledByPip[] => {
  const { folder } = buildContext(file, project);
  const shipped = lineage(stage);
  const entry = entryOf(file, stage, project);
  if (!entry) return [];
  const imported = foreignImports(entry.file, entry.root, project).map(
    ({ module }) => module.split('.')[0]?.toLowerCase() ?? '',
  );
  const called = callsOf(file).flatMap(({ command }) => command.words.map(({ text }) => text));
  return installsOf(file, stage, folder, project).python.flatMap((each) => {
    const { name, pip } = each;
    if (!tools.has(name) || !pip || pip.maybe || each.complete) return [];
    if (!shipped.includes(pip.stage) || imported.includes(name.replaceAll('-', '_'))) return [];
    const used = family.test(name) ? ['pytest', 'coverage'] : [name];
    return used.some((tool) => called.includes(tool) || project.mentioned(tool))
      ? []
      : [{ ...each, pip }];
  });
};
