import { consoleScripts } from '../../data/console-scripts.ts';
import { buildContext } from '../../project/context.ts';
import { type Installs, installsOf } from '../../project/installed.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { type StartCommand, startCommand } from '../../project/start-command.ts';
import type { Copy, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { providedBy } from '../provided.ts';
import { treeOf } from '../stage.ts';
import { filesIn } from '../tree.ts';
import { missingImports } from './imports.ts';

/** Why the program of a start command is not in the image. */
export type MissingProgram = {
  /** The word that names the program or the module. */
  readonly word: Word;
  readonly name: string;
  /** It is started as `python -m NAME`. */
  readonly module: boolean;
} & (
  | { readonly why: 'not installed'; readonly distribution: string; readonly installs: Installs }
  /** Only the packages of another stage were copied, not the directory of its programs. */
  | { readonly why: 'left behind'; readonly copy: Copy }
);

/** The program of a stage's start command when it is one of a Python distribution that the image does not have; undefined when it is there, or that is not known. */
export const missingProgram = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): MissingProgram | undefined => {
  const start = startCommand(stage);
  const { packages } = project;
  const called = start && calledBy(start);
  if (!called || !packages) return undefined;
  const { folder } = buildContext(file, project);
  const installs = installsOf(file, stage, folder, project);
  const installed = providedBy(installs, packages, stage);
  // A Dockerfile that installs nothing yet is being written.
  if (!installed || installs.aptOpen || installs.python.length === 0) return undefined;
  const { distributions, name } = called;
  if (installs.apt.has(name) || isCopied(name, file, stage, project)) return undefined;
  if (distributions.some((each) => installed.has(each))) {
    const copy = called.module ? undefined : copyOfPackages(stage);
    return copy ? { ...called, why: 'left behind', copy } : undefined;
  }
  const [distribution = name] = distributions;
  // The import in the code says it already.
  const imports = missingImports(file, stage, project)?.missing ?? [];
  if (imports.some(({ distribution: each }) => each !== undefined && distributions.includes(each)))
    return undefined;
  return { ...called, why: 'not installed', distribution, installs };
};

interface CalledProgram {
  readonly word: Word;
  readonly name: string;
  readonly module: boolean;
  readonly distributions: readonly string[];
}

const calledBy = ({ words }: StartCommand): CalledProgram | undefined => {
  const module = pythonProgram(words)?.module;
  const word = module ?? words[0];
  if (!word || word.dynamic || word.text.includes('/')) return undefined;
  const name = module ? module.text : nameOf(word);
  const distributions = Object.hasOwn(consoleScripts, name) ? consoleScripts[name] : undefined;
  return distributions && { word, name, module: module !== undefined, distributions };
};

/** Whether a file of that name is put into the image. */
const isCopied = (name: string, file: DockerfileIn, stage: Stage, project: Project): boolean => {
  for (const path of filesIn(treeOf(file, stage, project).end))
    if (path.endsWith(`/${name}`) || path.includes(`/${name}/__`)) return true;
  return false;
};

const packagesOnly = /\/(?:site|dist)-packages\/?$/;

/** The COPY that brings the packages of another stage, when nothing brings or installs programs beside it. */
const copyOfPackages = (stage: Stage): Copy | undefined => {
  const own = lineage(stage).flatMap(({ instructions }) => instructions);
  const copies = own.flatMap((each) => (each.keyword === 'COPY' && each.from ? [each] : []));
  const [first] = copies;
  const only = copies.every(({ sources }) => sources.every(({ text }) => packagesOnly.test(text)));
  const runs = own.some(
    (each) =>
      each.keyword === 'RUN' &&
      (each.script.broken || each.script.commands.some(({ name }) => mayInstall.test(name))),
  );
  return only && !runs ? first : undefined;
};

const mayInstall = /^(?:pip[\d.]*|python[\d.]*|uv|ln|cp|mv|poetry|pdm|conda|mamba)$|\.sh$/;
