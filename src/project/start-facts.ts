import { bringsNoEntrypoint } from '../data/base-images.ts';
import type { Copy, Stage, Start } from '../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../syntax/dockerfile/stages.ts';
import { inImage, resolve, type State } from '../syntax/dockerfile/state.ts';
import { nameOf, pythonProgram } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { basename } from '../text/path.ts';
import type { Fact, StartFacts } from './facts.ts';
import type { DockerfileIn } from './project.ts';
import { startCommand } from './start-command.ts';

/** What a Dockerfile tells of the start of its last stage. */
export const startFacts = (file: DockerfileIn, stage: Stage, state: State): StartFacts => {
  const entry = lastOf(stage, 'ENTRYPOINT');
  const command = lastOf(stage, 'CMD');
  const image = rootImage(stage);
  const bare = entry ? entry.none && !entry.script.broken : image && bringsNoEntrypoint(image);
  const script = entry && scriptOf(entry, state);
  const code = codeOf(stage, state);
  const words = [entry, command].flatMap((each) => (each ? wordsOf(each) : []));
  const fact = <T>(value: T, { span }: { readonly span: Word['span'] }): Fact<T> => ({
    ...{ value, file: file.path, at: span },
  });
  return {
    ...(bare === true ? { entrypoint: 'none' } : entry ? { entrypoint: 'own' } : {}),
    ...(script ? { script: fact(script.path, script.word) } : {}),
    ...(command?.form === 'exec' && command.words.length > 0
      ? {
          command: fact(
            command.words.map(({ text }) => text),
            command,
          ),
        }
      : {}),
    ...(words.length > 0 ? { words } : {}),
    ...(code ? { code: fact(code.path, code.word) } : {}),
    ...(code?.runs ? { runsCode: true } : {}),
    ...(code ? { sources: sourcesOf(code.brought) } : {}),
  };
};

/** The words of an exec form, or of all commands of a shell form. */
const wordsOf = ({ script, words }: Start): readonly string[] =>
  (words.length > 0 ? words : script.commands.flatMap((each) => each.words)).map(
    ({ text }) => text,
  );

const lastOf = (stage: Stage, keyword: 'CMD' | 'ENTRYPOINT'): Start | undefined => {
  for (const each of lineage(stage)) {
    const found = each.instructions.findLast((instruction) => instruction.keyword === keyword);
    if (found?.keyword === keyword) return found;
  }
  return undefined;
};

interface InImage {
  readonly path: string;
  readonly word: Word;
  readonly runs?: true;
}

/** The shell script of the project that an ENTRYPOINT runs before the command. */
const scriptOf = (entry: Start, state: State): InImage | undefined => {
  const word = entry.words.find(({ text }) => /\.(?:sh|bash)$/.test(text));
  return word && pathOf(word, word.text, state);
};

const pathOf = (word: Word, text: string, state: State): InImage | undefined => {
  const written = resolve({ ...word, text }, state);
  const path = written === undefined ? undefined : inImage(state, written);
  return path === undefined ? undefined : { path, word };
};

const appServers: ReadonlySet<string> = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'granian']);

/** The file of the project that the start command runs, where a COPY brings it. */
const codeOf = (
  stage: Stage,
  state: State,
): (InImage & { readonly brought: readonly Bringing[] }) | undefined => {
  const start = startCommand(stage);
  const [program] = start?.words ?? [];
  if (!start || !program) return undefined;
  const found = fileOf(start.words, program, state);
  const brought = found ? bringing(found.path, stage, state) : [];
  return found && brought.length > 0 ? { ...found, brought } : undefined;
};

const fileOf = (words: readonly Word[], program: Word, state: State): InImage | undefined => {
  const python = pythonProgram(words);
  if (python?.file) return run(pathOf(python.file, python.file.text, state));
  const module = python?.module;
  if (module && !appServers.has(module.text))
    return run(pathOf(module, `${module.text.replaceAll('.', '/')}.py`, state));
  if (module || appServers.has(nameOf(program))) {
    if (words.some(({ text }) => /^--(?:app-dir|chdir|pythonpath)\b/.test(text))) return undefined;
    const app = words.find(({ text }) => /^[A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?$/.test(text));
    const name = app?.text.split(':')[0];
    return app && name ? pathOf(app, `${name.replaceAll('.', '/')}.py`, state) : undefined;
  }
  return program.text.includes('/') && /\.(?:sh|py)$/.test(program.text)
    ? pathOf(program, program.text, state)
    : undefined;
};

const run = (found: InImage | undefined): InImage | undefined => found && { ...found, runs: true };

/** A COPY that can bring a file, and what of its path the target leaves: nothing where the target is the file itself. */
interface Bringing {
  readonly copy: Copy;
  readonly sources: readonly string[];
  readonly rest: string;
}

/** The COPYs of a stage, also those from another stage, that can bring a file. */
const bringing = (path: string, stage: Stage, state: State): readonly Bringing[] =>
  lineage(stage).flatMap(({ instructions }) =>
    instructions.flatMap((copy): readonly Bringing[] => {
      if (copy.keyword !== 'COPY' || !copy.target) return [];
      const target = pathOf(copy.target, copy.target.text, state)?.path;
      if (target === undefined) return [];
      const texts = copy.sources.map(({ text }) => text);
      if (target === path) return [{ copy, sources: texts, rest: '' }];
      const start = target === '/' ? '/' : `${target}/`;
      const sources = texts.filter((text) => canHold(text, basename(path)));
      return path.startsWith(start) && sources.length > 0
        ? [{ copy, sources, rest: path.slice(start.length) }]
        : [];
    }),
  );

/** The paths in the build context that a COPY of the last stage may bring the file from. */
const sourcesOf = (brought: readonly Bringing[]): readonly string[] =>
  brought.flatMap(({ copy, rest, sources }) => {
    if (copy.from) return [];
    return sources.map((text) =>
      rest === '' || basename(text) === rest ? text : `${text.replace(/\/+$/, '')}/${rest}`,
    );
  });

/** Whether a source of COPY is the file, or a directory or pattern that it may be in. */
const canHold = (source: string, file: string): boolean => {
  const name = basename(source.replace(/\/+$/, ''));
  return (
    name === file || name === '.' || name === '' || name.startsWith('*') || !name.includes('.')
  );
};
