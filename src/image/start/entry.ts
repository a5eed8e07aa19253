import { servers } from '../../data/servers.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { serviceStarts } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import { startScript } from '../../project/start-script.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalState, inImage, type State, variableIn } from '../../syntax/dockerfile/state.ts';
import { nameOf, programWords, pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { recent, several } from '../../text/memo.ts';
import { dirname, type Path } from '../../text/path.ts';
import { type FileAt, filesAt } from '../files.ts';
import { lambdaHandler } from '../target.ts';

/** The Python file that a container starts with. */
export interface Entry {
  readonly file: Path;
  /** The project's folder that is on Python's path. */
  readonly root: Path;
  /** The word of the start command that names it. */
  readonly word: Word;
}

/** The entry file of a stage's start command, or of what a compose file starts in its place; undefined when it is not known or not in the project. */
export const entryOf = (file: DockerfileIn, stage: Stage, project: Project): Entry | undefined =>
  entryIn(project)(file)(stage);

// A dozen rules ask for the same stage.
const entryIn = recent((project: Project) =>
  recent((file: DockerfileIn) => several((stage: Stage) => find(file, stage, project))),
);

const find = (file: DockerfileIn, stage: Stage, project: Project): Entry | undefined => {
  const start = startCommand(stage);
  const state = finalState(file, stage);
  const starts = start ? [start] : serviceStarts(file, stage, project);
  const files = starts.length > 0 ? filesAt(file, stage, project) : undefined;
  const script = start && files && throughScript(file, stage, files, project);
  if (script) {
    const entry = fileIn(script.words, state, files);
    return entry && { ...entry, word: script.at };
  }
  for (const each of files ? starts : []) {
    const workdir = 'workdir' in each ? each.workdir : state.workdir;
    const entry = files && fileIn(each.words, { ...state, workdir }, files);
    if (entry) return entry;
  }
  return undefined;
};

const unfollowed =
  /^(?:cd|pushd|pip[\d.]*|uv|poetry|pipenv|pdm|conda|mamba|micromamba|apt|apt-get|apk|dnf|source|\.|eval)$/;

/** What the script of the project that a stage starts with runs in the end, with the word of the Dockerfile that names the script. */
const throughScript = (
  file: DockerfileIn,
  stage: Stage,
  files: FileAt,
  project: Project,
): { readonly words: readonly Word[]; readonly at: Word } | undefined => {
  const named = startScript(file, stage);
  for (const path of named?.paths ?? []) {
    const source = files(path);
    const script = source === undefined ? undefined : project.script(source)?.script();
    if (!named || !script || script.broken) continue;
    // What it changes to, installs and reads is not followed.
    if (script.commands.some(({ name }) => unfollowed.test(name))) return undefined;
    const last = script.commands.at(-1);
    if (!last || last.conditional) return undefined;
    return { words: programWords(last.words), at: named.word };
  }
  return undefined;
};

/** The word of a stage's start command that names Python code, and the paths that may be meant, whether or not the project has them. */
export const namedCode = (
  file: DockerfileIn,
  stage: Stage,
): { readonly word: Word; readonly candidates: readonly string[] } | undefined => {
  const start = startCommand(stage);
  return start && namedFile(start.words, finalState(file, stage));
};

const fileIn = (words: readonly Word[], state: State, files: FileAt): Entry | undefined => {
  const named = namedFile(words, state);
  if (!named || state.workdir === undefined) return undefined;
  for (const candidate of named.candidates) {
    const path = inImage(state, candidate);
    // A project that is installed may keep its packages in src.
    const inner = named.fromWorkdir ? inImage(state, `src/${candidate}`) : undefined;
    const found = [path, inner].flatMap((each) => (each && files(each)) ?? []).find(Boolean);
    if (!found) continue;
    const up = named.fromWorkdir ? candidate.split('/').length - 1 : 0;
    let root = dirname(found);
    for (let i = 0; i < up; i++) root = dirname(root);
    return { file: found, root, word: named.word };
  }
  return undefined;
};

interface Named {
  readonly word: Word;
  /** Paths in the image, absolute or below the working directory. */
  readonly candidates: readonly string[];
  /** Python's path starts at the working directory, not at the file's folder. */
  readonly fromWorkdir: boolean;
}

const moduleServers: ReadonlySet<string> = new Set([
  'uvicorn',
  'gunicorn',
  'hypercorn',
  'granian',
  'daphne',
]);
const fileServers: ReadonlySet<string> = new Set(['fastapi', 'streamlit', 'chainlit']);

const namedFile = (words: readonly Word[], state: State): Named | undefined => {
  const python = pythonProgram(words);
  if (python?.file && !python.file.dynamic)
    return { word: python.file, candidates: [python.file.text], fromWorkdir: false };
  if (python?.module) {
    const known = servers.find(({ module }) => module?.[0] === python.module?.text);
    if (!known) return fromModule(python.module, python.module.text);
    return fromServer(python.module.text, [python.module, ...python.rest], state);
  }
  const handler = lambdaHandler(words, state);
  if (handler) return fromModule(handler, handler.text);
  return fromServer(nameOf(words[0]), words, state);
};

const fromServer = (name: string, words: readonly Word[], state: State): Named | undefined => {
  if (
    words.some(
      ({ text }) =>
        text === '--app-dir' ||
        text === '--chdir' ||
        text.startsWith('--chdir=') ||
        text.startsWith('--app-dir='),
    )
  )
    return undefined;
  if (moduleServers.has(name)) {
    const app = words
      .slice(1)
      .find(
        ({ text, dynamic }) =>
          !dynamic && /^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(?:\(.*\))?$/.test(text),
      );
    return app && served(fromModule(app, app.text.split(':')[0] ?? ''));
  }
  if (fileServers.has(name)) {
    const app = words.slice(2).find(({ text, dynamic }) => !dynamic && text.endsWith('.py'));
    return app && { word: app, candidates: [app.text], fromWorkdir: false };
  }
  if (name === 'celery') return fromCelery(words);
  if (name !== 'flask') return undefined;
  const flag = words.findIndex(({ text }) => text === '--app' || text === '-A');
  const word = flag > 0 ? words[flag + 1] : variableIn(state, 'FLASK_APP')?.declared;
  const text = (flag > 0 ? word?.text : variableIn(state, 'FLASK_APP')?.value)?.split(':')[0];
  if (!word || !text) return undefined;
  return text.endsWith('.py')
    ? { word, candidates: [text], fromWorkdir: false }
    : fromModule(word, text);
};

/** `celery -A proj.tasks:app worker`: a module, a package with a `celery` in it, or a module and the app in it. */
const fromCelery = (words: readonly Word[]): Named | undefined => {
  if (words.some(({ text }) => text.startsWith('--workdir'))) return undefined;
  const at = words.findIndex(({ text }) => text === '-A' || text === '--app');
  const word = at > 0 ? words[at + 1] : words.find(({ text }) => text.startsWith('--app='));
  const [module = '', app] = word?.text.replace(/^--app=/, '').split(':') ?? [];
  const named = word && fromModule(word, module);
  if (!named) return undefined;
  const path = module.replaceAll('.', '/');
  const outer = app === undefined && path.includes('/') ? dirname(path) : undefined;
  return {
    ...named,
    candidates: [`${path}.py`, `${path}/celery.py`, `${path}/__init__.py`].concat(
      outer === undefined ? [] : [`${outer}.py`, `${outer}/__init__.py`],
    ),
  };
};

/** A module that is imported, not run: a package goes before a file of its name. */
const served = (named: Named | undefined): Named | undefined =>
  named && { ...named, candidates: named.candidates.toReversed().filter(isLoaded) };

const isLoaded = (path: string): boolean => !path.endsWith('/__main__.py');

const fromModule = (word: Word, module: string): Named | undefined => {
  if (word.dynamic || !/^[A-Za-z_][\w.]*$/.test(module)) return undefined;
  const path = module.replaceAll('.', '/');
  return {
    word,
    candidates: [`${path}.py`, `${path}/__main__.py`, `${path}/__init__.py`],
    fromWorkdir: true,
  };
};
