import { consoleScripts } from '../../data/console-scripts.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { type StartCommand, startCommand } from '../../project/start-command.ts';
import type { Copy, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName } from '../../text/image.ts';
import { type Installs, installsOf } from '../installs/installed.ts';
import { providedBy } from '../provided.ts';
import { treeOf } from '../stage.ts';
import { filesIn } from '../tree.ts';
import { missingImports } from './imports.ts';
import { onlyOwnDirectories } from './left-in-stage.ts';

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
  /** It is installed in another stage, of which only the code was copied. */
  | { readonly why: 'other stage'; readonly copy: Copy }
  /** It comes with another image, and with no package. */
  | { readonly why: 'other image'; readonly image: string; readonly base: string }
);

/** The program of a stage's start command when it is one of a Python distribution that the image does not have; undefined when it is there, or that is not known. */
export const missingProgram = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): MissingProgram | undefined => {
  const start = startCommand(stage);
  const { packages } = project;
  const foreign = start && ofOtherImage(start, file, stage, project);
  if (foreign) return foreign;
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
    if (copy) return { ...called, why: 'left behind', copy };
    const [code] = onlyOwnDirectories(file, stage) ?? [];
    return code ? { ...called, why: 'other stage', copy: code } : undefined;
  }
  const [distribution = name] = distributions;
  // The import in the code says it already.
  const imports = missingImports(file, stage, project)?.missing ?? [];
  if (imports.some(({ distribution: each }) => each !== undefined && distributions.includes(each)))
    return undefined;
  return { ...called, why: 'not installed', distribution, installs };
};

const plainBase = /^(?:python|debian|ubuntu|node|alpine)$/;
const downloads =
  /^(?:curl|wget|git|tar|unzip|make|cmake|ninja|cp|mv|ln|install|dpkg|conda|bash|sh|\.|.+\.sh)$/;

/** Triton's server, where an image that does not have it is left as it is: no package of Debian or PyPI puts it into PATH. */
const ofOtherImage = (
  { words }: StartCommand,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): MissingProgram | undefined => {
  const [word] = words;
  const image = rootImage(stage);
  if (word?.text !== 'tritonserver' || !image || !plainBase.test(imageName(image)))
    return undefined;
  const own = lineage(stage).flatMap(({ instructions }) => instructions);
  const open = own.some(
    (each) =>
      ((each.keyword === 'COPY' || each.keyword === 'ADD') &&
        (each.from !== undefined ||
          [...each.sources, each.target].some((part) =>
            /:\/\/|triton|\/bin\b/.test(part?.text ?? ''),
          ))) ||
      (each.keyword === 'ENV' && each.pairs.some(({ key }) => key.text === 'PATH')) ||
      (each.keyword === 'RUN' &&
        (each.form === 'exec' ||
          each.script.broken ||
          each.flags.length > 0 ||
          each.script.commands.some(({ name }) => downloads.test(name)))),
  );
  if (open || isCopied('tritonserver', file, stage, project)) return undefined;
  return {
    ...{ word, name: 'tritonserver', module: false, why: 'other image' },
    ...{ image: 'nvcr.io/nvidia/tritonserver', base: image.text },
  };
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
