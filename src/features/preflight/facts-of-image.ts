import { baseImage } from '../../data/base-images.ts';
import { consoleScripts } from '../../data/console-scripts.ts';
import { homeless } from '../../image/checks/home.ts';
import { missingImports, unansweredImports } from '../../image/checks/imports.ts';
import { leftOutModules } from '../../image/checks/own-modules.ts';
import { startFile } from '../../image/checks/start-file.ts';
import { type Installed, installsOf } from '../../image/installs/installed.ts';
import { unknownIn } from '../../image/provided.ts';
import { entryOf, namedCode } from '../../image/start/entry.ts';
import { lambdaHandler } from '../../image/target.ts';
import { codeServer } from '../../project/code-server.ts';
import { buildContext, contextCopies, literalSource, standsAt } from '../../project/context.ts';
import type { DockerfileFacts } from '../../project/facts.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState } from '../../syntax/dockerfile/state.ts';
import { launched, nameOf } from '../../syntax/shell/program.ts';
import { imageName } from '../../text/image.ts';
import { lineAt } from '../../text/lines.ts';
import { basename, joinPath } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { PreflightLine } from './line.ts';

/** The final stage of a Dockerfile, and what its other files know of it. */
export interface ImageAsked {
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly facts: DockerfileFacts | undefined;
  readonly project: Project;
}

type Answer = Omit<PreflightLine, 'question'>;

/** What stands behind a question without findings. */
export type Facts = (asked: ImageAsked) => Iterable<Answer>;

const placeIn = ({ file }: ImageAsked, at: Span): Pick<Answer, 'place'> => ({
  place: { file: file.path, at },
});

const runsBelow = (stage: Stage): readonly Run[] =>
  lineage(stage).flatMap(({ instructions }) =>
    instructions.filter((each): each is Run => each.keyword === 'RUN'),
  );

/** Whether the sources are there, and what is not read. */
export const builds: Facts = function* (asked) {
  const { file, project, stage } = asked;
  const { folder } = buildContext(file, project);
  const sources = contextCopies(file).flatMap((copy) => copy.sources);
  const literal = sources.flatMap(({ text, dynamic }) => literalSource(text, dynamic) ?? []);
  const there = literal.filter((each) => standsAt(project, joinPath(folder, each) ?? each));
  const named =
    there.length === 1
      ? `${literal.length === 1 ? 'The path' : `One of ${literal.length} paths`} that COPY names is`
      : `${there.length}${there.length === literal.length ? '' : ` of ${literal.length}`} paths that COPY names are`;
  if (there.length > 0)
    yield {
      state: 'holds',
      detail: `${named} in the build context${folder === '' ? '' : ` ${folder}/`}.`,
    };
  for (const { text, dynamic, span } of sources) {
    const source = literalSource(text, dynamic);
    const path = source === undefined ? undefined : joinPath(folder, source);
    if (path === undefined || standsAt(project, path)) continue;
    const why = project.gitIgnored(path) ? 'is ignored by Git' : 'is not in the project';
    yield {
      state: 'unknown',
      detail: `${text} ${why}, so whether it is there is not known.`,
      ...placeIn(asked, span),
    };
  }
  const broken = runsBelow(stage).find(({ script }) => script.broken);
  if (broken)
    yield {
      state: 'unknown',
      detail: `The shell text of line ${line(asked, broken.span)} is not understood.`,
      ...placeIn(asked, broken.word.span),
    };
  const image = rootImage(stage);
  if (image && !baseImage(image) && image.text !== 'scratch')
    yield {
      state: 'unknown',
      detail: `What ${image.text} holds is not known.`,
      ...placeIn(asked, stage.from.word.span),
    };
};

const line = ({ file }: ImageAsked, at: Span): number => lineAt(file.lines(), at[0]) + 1;

/** Whether the program and the file of the start command are there. */
export const starts: Facts = function* (asked) {
  const { file, project, stage } = asked;
  const start = startCommand(stage);
  const [program] = start?.words ?? [];
  if (!start || !program) {
    yield {
      state: 'unknown',
      detail: hasStart(stage)
        ? 'The start command is not understood, or a script of several commands.'
        : 'No CMD or ENTRYPOINT stands here: the base image, docker run or a pod decides.',
      ...placeIn(asked, stage.from.word.span),
    };
    return;
  }
  for (const { at, detail, state } of startFile(file, stage, project))
    if (state !== 'broken') yield { state, detail, ...placeIn(asked, at) };
  if (program.text.includes('/') || lambdaHandler(start.words, finalState(file, stage))) return;
  const name = nameOf(program);
  const from = programFrom(asked, name);
  yield {
    ...(from === undefined
      ? { state: 'unknown', detail: `Whether the program ${name} is in the image is not known.` }
      : { state: 'holds', detail: `The program ${name} comes with ${from}.` }),
    ...placeIn(asked, program.span),
  };
};

/** What brings a program: the base image, or a distribution. */
const programFrom = ({ file, project, stage }: ImageAsked, name: string): string | undefined => {
  const image = rootImage(stage);
  const base = image && baseImage(image);
  if (/^python3?$/.test(name) && base?.python !== undefined) return image?.text;
  if (image && /^(?:node|npm|npx)$/.test(name) && imageName(image) === 'node') return image.text;
  const distributions = Object.hasOwn(consoleScripts, name) ? consoleScripts[name] : undefined;
  if (!distributions) return undefined;
  const { folder } = buildContext(file, project);
  const { python } = installsOf(file, stage, folder, project);
  const own = python.find((each) => distributions.includes(each.name));
  return own && `${own.name}${own.version}`;
};

/** Whether what the started code imports is installed. */
export const imports: Facts = function* (asked) {
  const { file, project, stage } = asked;
  const { folder } = buildContext(file, project);
  const entry = entryOf(file, stage, project);
  if (!entry) {
    yield {
      state: 'unknown',
      ...withoutEntry(asked),
    };
    return;
  }
  const found = missingImports(file, stage, project);
  const left = leftOutModules(file, stage, project);
  // A name that PyPI keeps from use: that install fails.
  const wrong = installsOf(file, stage, folder, project).python.find(
    ({ name }) => project.packages && Object.hasOwn(project.packages.wrong, name),
  );
  const holds = found
    ? found.missing.length + found.unmet.length === 0
    : unansweredImports(file, stage, project)?.length === 0;
  if (holds && !wrong) {
    yield {
      state: 'holds',
      detail: `What ${entry.file} and the modules behind it import is installed.`,
      ...placeIn(asked, entry.word.span),
    };
    return;
  }
  if ((found && !holds) || left) return;
  yield {
    state: 'unknown',
    ...(wrong ? broughtBy(wrong, entry.file) : hiddenInstall(asked, entry.file)),
  };
};

const broughtBy = ({ at, file, name }: Installed, code: string): Omit<Answer, 'state'> => ({
  detail: `What ${name} brings with it is not known, so the imports of ${code} are not checked.`,
  place: { file, at },
});

/** Why it is not known which Python code starts. */
const withoutEntry = (asked: ImageAsked): Omit<Answer, 'state'> => {
  const { file, project, stage } = asked;
  const [program] = startCommand(stage)?.words ?? [];
  if (!program)
    return {
      detail: hasStart(stage)
        ? 'Which code the start command runs is not known.'
        : 'No CMD or ENTRYPOINT stands here, so which code starts is not known.',
    };
  const code = namedCode(file, stage);
  if (!code)
    return {
      detail: `The start command runs ${program.text}: which Python code that loads is not known.`,
      ...placeIn(asked, program.span),
    };
  const there = project
    .under('')
    .some((path) => code.candidates.some((each) => basename(path) === basename(each)));
  return {
    detail: there
      ? `Which file of the project ${code.word.text} is in the image is not known.`
      : `The file of ${code.word.text}, which the container starts, is not in the project.`,
    ...placeIn(asked, code.word.span),
  };
};

const hasStart = (stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT'),
  );

const notFollowed =
  /^(?:poetry|pipenv|pdm|easy_install|pipx|hatch|rye|git|conda|mamba|micromamba|pixi|make|bash|sh|source|\.|eval|xargs|.+\.sh)$/;

/** Why it is not known what is installed. */
const hiddenInstall = (asked: ImageAsked, code: string): Omit<Answer, 'state'> => {
  const { file, project, stage } = asked;
  const image = rootImage(stage);
  const base = image && baseImage(image);
  if (image && (!base || base.packages === 'unknown'))
    return {
      detail: `Which packages ${image.text} brings is not known, so the imports of ${code} are not checked.`,
      ...placeIn(asked, stage.from.word.span),
    };
  for (const run of runsBelow(stage)) {
    const command = run.script.commands.map(launched).find(({ name }) => notFollowed.test(name));
    if (command)
      return {
        detail: `Line ${line(asked, command.span)} runs ${command.name}, which may install packages, so the imports of ${code} are not checked.`,
        ...placeIn(asked, command.span),
      };
  }
  const { folder } = buildContext(file, project);
  const installs = installsOf(file, stage, folder, project);
  const { packages } = project;
  const name = packages && unknownIn(installs, packages, stage);
  const open = installs.python.find((each) => each.name === name) ?? installs.python[0];
  if (open && name !== undefined) return broughtBy({ ...open, name }, code);
  const [at] = installs.hidden;
  return at
    ? {
        detail: `What line ${line(asked, at)} installs is not fully known, so the imports of ${code} are not checked.`,
        ...placeIn(asked, at),
      }
    : {
        detail: `What is installed is not fully known, so the imports of ${code} are not checked.`,
      };
};

/** Where the started server listens. */
export const listens: Facts = function* (asked) {
  const { facts, project } = asked;
  const { server } = facts ?? {};
  if (server) {
    const { at, file, host, name, port } = server;
    yield host !== undefined && port
      ? { state: 'holds', detail: `${name} listens on ${host}:${port.value}.`, place: { file, at } }
      : {
          state: 'unknown',
          detail: `Where ${name} listens is decided by a variable or a file.`,
          place: { file, at },
        };
    return;
  }
  const code = facts && codeServer(facts, project);
  if (!code) {
    yield {
      state: 'unknown',
      detail: 'No server that is known here is started, so no address is known.',
    };
    return;
  }
  const { call, file, host, name, port } = code;
  const place = { file, at: call.span };
  yield host !== undefined && port
    ? { state: 'holds', detail: `${name} in ${file} listens on ${host}:${port.value}.`, place }
    : { state: 'unknown', detail: `The address of ${name} in ${file} is an expression.`, place };
};

/** Who the container is, and whether they have a home directory. */
export const writes: Facts = function* (asked) {
  const { facts, file, project, stage } = asked;
  const user = facts?.user;
  if (!user) {
    const image = rootImage(stage);
    yield {
      state: 'unknown',
      detail: `Which user ${image?.text ?? 'the image'} starts as is not known.`,
      ...placeIn(asked, stage.from.word.span),
    };
    return;
  }
  const place = { file: user.file, at: user.at };
  const [name = ''] = user.value.split(':');
  if (name === 'root' || name === '0')
    yield {
      state: 'holds',
      detail: 'The container starts as root, who may write anywhere.',
      place,
    };
  else
    yield {
      state: 'unknown',
      detail: homeless(file, stage, project)
        ? `User ${name} has no home directory: whether the code writes below it is not known.`
        : `Where the code writes, and whether user ${name} may, is not known.`,
      place,
    };
};
