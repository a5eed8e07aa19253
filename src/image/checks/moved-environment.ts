import { consoleScripts } from '../../data/console-scripts.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { startCommand } from '../../project/start-command.ts';
import { expand } from '../../syntax/dockerfile/expand.ts';
import type { Copy, Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, stageNamed } from '../../syntax/dockerfile/stages.ts';
import {
  finalState,
  inImage,
  lookupIn,
  resolve,
  type State,
  statesOf,
} from '../../syntax/dockerfile/state.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { joinPath } from '../../text/path.ts';
import { treeOf } from '../stage.ts';
import { entryAt, filesIn, inside, under } from '../tree.ts';

/** A virtual environment that a COPY puts where it was not made, and the program of it that the start command runs. */
export interface MovedEnvironment {
  readonly copy: Copy;
  readonly from: string;
  readonly to: string;
  /** The word that names the program. */
  readonly program: Word;
  readonly name: string;
}

/** The environment whose programs begin with the path of an interpreter that the final stage does not have; undefined when there is none, or that is not known. */
export const movedEnvironment = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): MovedEnvironment | undefined => {
  const start = startCommand(stage);
  const [program] = start?.words ?? [];
  const name = nameOf(program);
  // Behind `uv run` and the like the environment is made again.
  const first = start?.from[0];
  const direct = first?.words[0] === program || first?.form === 'shell';
  if (!program || !direct || !Object.hasOwn(consoleScripts, name)) return undefined;
  if (!lineage(stage).every(onlyCopies)) return undefined;
  const final = treeOf(file, stage, project).end;
  const state = finalState(file, stage);
  const path = lineage(stage).flatMap((each) => addedToPath(file, each));
  for (const { instruction: copy, state: before } of statesOf(file, stage)) {
    if (copy.keyword !== 'COPY' || !copy.from) continue;
    const other = stageNamed(file.stages.slice(0, stage.index), resolve(copy.from, before) ?? '');
    if (!other || !lineage(other).every(makesPlainly)) continue;
    for (const { from, to } of environmentsOf(file, other, project, copy, before)) {
      if (from === to || entryAt(final, `${from}/bin/python`).is !== 'no') continue;
      if (startsFrom(program, `${to}/bin`, state, path)) return { copy, from, to, program, name };
    }
  }
  return undefined;
};

/** The environments that a COPY brings, where they were made and where they are now. */
export function* environmentsOf(
  file: DockerfileIn,
  other: Stage,
  project: Project,
  { sources, target }: Copy,
  state: State,
): Generator<{ readonly from: string; readonly to: string }> {
  const place = target && resolve(target, state);
  const to = place === undefined ? undefined : inImage(state, place);
  const [source] = sources;
  const text = source && resolve(source, state);
  if (to === undefined || text === undefined || sources.length > 1) return;
  const top = `/${joinPath(text) ?? ''}`;
  for (const path of filesIn(treeOf(file, other, project).end)) {
    if (!path.endsWith('/bin/activate')) continue;
    const from = path.slice(0, -'/bin/activate'.length);
    const rest = inside(top, from);
    if (rest !== undefined) yield { from, to: under(to, rest) };
  }
}

/** Whether a program is one of a directory, by its path or by PATH. */
export const startsFrom = (
  program: Word,
  bin: string,
  state: State,
  directories: readonly string[],
): boolean =>
  program.text.includes('/')
    ? inImage(state, program.text) === `${bin}/${nameOf(program)}`
    : directories.includes(bin);

/** The directories that a stage adds to PATH. */
export const addedToPath = (file: DockerfileIn, stage: Stage): readonly string[] =>
  statesOf(file, stage).flatMap(({ instruction, state }) =>
    instruction.keyword === 'ENV'
      ? instruction.pairs.flatMap(({ key, value }) =>
          key.text === 'PATH' && value
            ? value.text.split(':').flatMap((part) => expand(part, lookupIn(state)) ?? [])
            : [],
        )
      : [],
  );

const commandsOf = (instruction: Instruction): readonly string[] =>
  instruction.keyword === 'RUN' ? instruction.script.commands.map(({ name }) => name) : [];

/** Whether nothing in a stage installs Python packages or edits its programs. */
const onlyCopies = ({ instructions }: Stage): boolean =>
  instructions.every((each) =>
    commandsOf(each).every(
      (name) =>
        !/^(?:pip[\d.]*|python[\d.]*|uv|poetry|pdm|sed|ln|find|perl|conda)$|\.sh$/.test(name),
    ),
  );

/** Whether a stage makes its environments in the usual way, with absolute paths in their programs. */
const makesPlainly = ({ instructions }: Stage): boolean =>
  instructions.every((each) => {
    if (each.keyword === 'ENV')
      return each.pairs.every(({ key }) => key.text !== 'UV_VENV_RELOCATABLE');
    if (each.keyword !== 'RUN') return true;
    return each.script.commands.every(
      ({ name, words }) =>
        !/^(?:sed|perl|find|venv-pack)$|\.sh$/.test(name) &&
        !words.some(({ text }) => text === '--relocatable' || text === '--always-copy'),
    );
  });
