import type { DockerfileIn } from '../../project/project.ts';
import { expand } from '../../syntax/dockerfile/expand.ts';
import type { Copy, Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, sourceStage } from '../../syntax/dockerfile/stages.ts';
import {
  finalState,
  inImage,
  lookupIn,
  type Moment,
  resolve,
  type State,
  statesOf,
  variableIn,
} from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { joinPath } from '../../text/path.ts';
import { inside } from '../tree.ts';

/** Whether a `COPY --from` brings no Python packages for certain: its sources are directories of code, and all that the stage installs is elsewhere. */
export const bringsNoEnvironment = (file: DockerfileIn, copy: Copy, from: Stage): boolean => {
  const sources = copy.sources.map(sourcePath);
  return (
    sources.every((source) => source !== undefined && isOfCode(source)) &&
    lineage(from).every((stage) =>
      statesOf(file, stage).every((moment) =>
        sources.every((source) => source !== undefined && staysOut(moment, source)),
      ),
    )
  );
};

const sourcePath = ({ dynamic, text }: Word): string | undefined =>
  dynamic || /[*?[]/.test(text) ? undefined : `/${joinPath(text.replace(/^\/+/, '')) ?? ''}`;

// Where Python, its packages, and those of users are; and names that say that packages are there.
const isOfCode = (path: string): boolean =>
  !/^\/(?:usr(?!\/src\/.)|root|home\/[^/]+|lib\w*|bin|sbin|etc|opt|var)?$|^\/(?:usr(?!\/src\/.)|lib\w*|bin|sbin|etc)\/|^\/opt\/(?:mini|ana)?conda|env|packages|wheel|dep|python|conda|install|prefix|vendor|local|third|dist|build|output|\blibs?\b|\bbin\b/i.test(
    path,
  );

/** Whether an instruction puts no packages into a directory. */
const staysOut = ({ instruction, state }: Moment, source: string): boolean => {
  switch (instruction.keyword) {
    case 'ENV':
    case 'ARG':
      return instruction.pairs.every(
        ({ key, value }) => !steers.test(key.text) || isOutside(value, state, source),
      );
    case 'COPY':
    case 'ADD':
      return (
        !/env|packages/.test(instruction.sources.map(({ text }) => text).join(' ')) &&
        (!instruction.from || isOutside(instruction.target, state, source))
      );
    case 'RUN':
      return (
        instruction.form === 'shell' &&
        !instruction.script.broken &&
        instruction.script.commands.every((command) => installsOutside(command, state, source))
      );
    default:
      return instruction.keyword !== 'ONBUILD';
  }
};

// Variables that say where packages go, besides PATH, which only finds them.
const steers =
  /^(?:VIRTUAL_ENV|(?:PIP|UV|PYTHON|POETRY|PIPENV|PDM|CONDA).*(?:TARGET|PREFIX|USER|BASE|ENV|ROOT|HOME|PROJECT|INSTALL|PATH))$/;

const isOutside = (word: Word | undefined, state: State, source: string): boolean => {
  const text = word && resolve(word, state);
  const path = text === undefined ? undefined : inImage(state, text);
  return path !== undefined && !overlaps(path, source);
};

const overlaps = (one: string, other: string): boolean =>
  inside(one, other) !== undefined || inside(other, one) !== undefined;

const harmless =
  /^(?:apk|apt|apt-get|adduser|addgroup|cd|chmod|chown|curl|echo|export|git|groupadd|grep|id|ls|mkdir|npm|pnpm|rm|sed|set|test|\[|touch|true|useradd|usermod|wget|yarn)$/;

const installsOutside = (command: Command, state: State, source: string): boolean => {
  const install = pipInstall(command);
  if (install)
    return (
      install.tool !== 'uv' &&
      install.opaque.length === 0 &&
      !command.words.some(({ text }) =>
        /^(?:-t|-e|-r?\S*\/env|--(?:target|prefix|root|user|src|editable|python))/.test(text),
      )
    );
  const made = environmentOf(command);
  if (made) return isOutside(made, state, source);
  return /^pip[\d.]*$/.test(command.name) || harmless.test(command.name);
};

/** The directory of the environment that a command makes. */
export const environmentOf = (command: Command): Word | undefined => {
  const { words } = command;
  const program = pythonProgram(words);
  if (/^(?:venv|virtualenv)$/.test(program?.module?.text ?? ''))
    return program?.rest.findLast(({ text }) => !text.startsWith('-'));
  const own = command.name === 'virtualenv' ? 1 : command.name === 'uv' ? 2 : 0;
  if (own === 0 || (own === 2 && words[1]?.text !== 'venv')) return undefined;
  return words.findLast(({ text }, i) => i >= own && text.includes('/') && !text.startsWith('-'));
};

/** A COPY that takes an environment from a stage, though a later stage that starts from it, and gives other files, installs more into it. */
export interface EarlierEnvironment {
  /** The word that names the earlier stage. */
  readonly from: Word;
  readonly path: string;
  /** The name of the later stage. */
  readonly stage: string;
  readonly install: Command;
  /** The requirements file that is installed there. */
  readonly requirements: Word;
}

/** The environment that a stage has without the packages of the stage that its code is from; undefined where there is none. */
export const earlierEnvironment = (
  file: DockerfileIn,
  stage: Stage,
): EarlierEnvironment | undefined => {
  const copies = lineage(stage).flatMap((each) => copiesIn(file, each));
  for (const { copy, other, paths } of copies) {
    const made = madeIn(file, other);
    const path = paths.find((each) => made.has(each));
    if (path === undefined || !copy.from) continue;
    for (const later of copies) {
      const between = lineage(later.other).slice(0, lineage(later.other).indexOf(other));
      const { name } = later.other;
      if (!lineage(later.other).includes(other) || name === undefined || ofBuild.test(name))
        continue;
      // Another COPY may bring it whole.
      const whole = copies.some(
        (each) => each.other !== other && each.paths.some((own) => overlaps(own, path)),
      );
      const lost = whole
        ? undefined
        : between.flatMap((each) => installedInto(file, each, path))[0];
      if (lost && !isRepeated(stage)) return { from: copy.from, path, stage: name, ...lost };
    }
  }
  return undefined;
};

/** Whether something may install the packages in the stage itself. */
const isRepeated = (stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'RUN' && (each.script.broken || each.script.commands.some(mayInstall)),
    ),
  );

const mayInstall = (command: Command): boolean =>
  command.name === 'uv'
    ? /^(?:add|pip|run|sync)$/.test(command.words[1]?.text ?? '')
    : command.name.endsWith('.sh') || (pipInstall(command)?.requirements.length ?? 0) > 0;

interface Copied {
  readonly copy: Copy;
  readonly other: Stage;
  readonly paths: readonly string[];
}

const copiesIn = (file: DockerfileIn, stage: Stage): readonly Copied[] =>
  statesOf(file, stage).flatMap(({ instruction: copy, state }) => {
    if (!isCopy(copy) || !copy.from) return [];
    const other = sourceStage(file, stage, resolve(copy.from, state) ?? '');
    // What a pattern or a variable names may be anything.
    const paths = copy.sources.map((each) => {
      const text = resolve(each, state);
      return text === undefined || /[*?[]/.test(text)
        ? '/'
        : `/${joinPath(text.replace(/^\/+/, '')) ?? ''}`;
    });
    return other ? [{ copy, other, paths }] : [];
  });

const isCopy = (each: Instruction): each is Copy => each.keyword === 'COPY';

/** The environments that the stages up to one make. */
const madeIn = (file: DockerfileIn, stage: Stage): ReadonlySet<string> =>
  new Set(
    lineage(stage).flatMap((each) =>
      runsOf(file, each).flatMap(({ command, state }) => {
        const made = environmentOf(command);
        const text = made && resolve(made, state);
        return (text === undefined ? undefined : inImage(state, text)) ?? [];
      }),
    ),
  );

const runsOf = (
  file: DockerfileIn,
  stage: Stage,
): readonly { readonly run: Run; readonly state: State; readonly command: Command }[] =>
  statesOf(file, stage).flatMap(({ instruction: run, state }) =>
    run.keyword === 'RUN' ? run.script.commands.map((command) => ({ run, state, command })) : [],
  );

const ofBuild = /dev|test|lint|doc|build|\bci\b|check|tool/i;

/** The installs of requirements files of a stage that go into an environment. */
const installedInto = (
  file: DockerfileIn,
  stage: Stage,
  path: string,
): readonly { readonly install: Command; readonly requirements: Word }[] =>
  runsOf(file, stage).flatMap(({ command }) => {
    const found = pipInstall(command);
    const [requirements] = found?.requirements ?? [];
    const elsewhere = command.words.some(({ text }) =>
      /^(?:-t|--(?:target|prefix|root|user|system|python))/.test(text),
    );
    if (!found || !requirements || elsewhere || (command.conditional && !command.sure)) return [];
    // Tools that only the build needs stay behind.
    if (ofBuild.test(requirements.text)) return [];
    const program = command.words[0]?.text ?? '';
    const into = program.includes('/')
      ? program.startsWith(`${path}/bin/`)
      : isActive(path, found.tool === 'uv', file, stage);
    return into ? [{ install: command, requirements }] : [];
  });

/** Whether pip, or uv, uses an environment at the end of a stage: PATH begins with its programs, or VIRTUAL_ENV names it. */
const isActive = (path: string, uv: boolean, file: DockerfileIn, stage: Stage): boolean =>
  uv
    ? variableIn(finalState(file, stage), 'VIRTUAL_ENV')?.value === path
    : firstOfPath(file, stage) === `${path}/bin`;

const firstOfPath = (file: DockerfileIn, stage: Stage): string | undefined => {
  for (const each of lineage(stage))
    for (const { instruction, state } of statesOf(file, each).toReversed()) {
      if (instruction.keyword !== 'ENV') continue;
      const value = instruction.pairs.findLast(({ key }) => key.text === 'PATH')?.value;
      const [first] = value?.text.split(':') ?? [];
      if (first !== undefined) return expand(first, lookupIn(state)) ?? undefined;
    }
  return undefined;
};
