import { joinPath } from '../../text/path.ts';
import type { Word } from '../word.ts';
import { expand, type Lookup } from './expand.ts';
import type { Dockerfile, Instruction, Stage } from './model.ts';
import { automaticArgs, lineage } from './stages.ts';

/** A variable as declared: its value when known, and where. */
export interface Variable {
  readonly name: string;
  readonly value: string | null;
  readonly from: 'ARG' | 'ENV' | 'image';
  readonly declared?: Word;
  readonly before?: Variable;
}

/** What stands set when an instruction runs. */
export interface State {
  readonly user?: Word;
  /** The working directory; undefined when it depends on a value not known. */
  readonly workdir: string | undefined;
  /** Whether any WORKDIR was written, here or in a parent stage. */
  readonly workdirSet: boolean;
  readonly shell: readonly string[];
  /** A chain of variables, the newest first. */
  readonly variables?: Variable;
}

/** The image's own settings that a stage starts with. */
export interface Inherited {
  readonly workdir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const start: State = { workdir: '/', workdirSet: false, shell: ['/bin/sh', '-c'] };

/** Looks a variable up in a state; what the base image sets is not known and gives undefined. */
export const lookupIn =
  (state: State): Lookup =>
  (name) => {
    const found = variableIn(state, name);
    return found ? found.value : undefined;
  };

/** The newest declaration of a variable, or undefined. */
export const variableIn = (state: State, name: string): Variable | undefined => {
  for (let at = state.variables; at; at = at.before) if (at.name === name) return at;
  return undefined;
};

/** The value of a word in a state, or undefined when it is not known. */
export const resolve = (word: Word, state: State): string | undefined =>
  word.dynamic ? expand(word.text, lookupIn(state)) : word.text;

/** The state behind the last instruction of a stage; parent stages included. */
export const finalState = (file: Dockerfile, stage: Stage): State =>
  stateBefore(file, stage, undefined);

/** The state before `instruction` runs in `stage`, or at the stage's end when it is undefined. */
export const stateBefore = (
  file: Dockerfile,
  stage: Stage,
  instruction: Instruction | undefined,
): State => {
  const stages = lineage(stage).toReversed();
  let state = start;
  for (const each of stages) {
    state = withoutArgs(state);
    for (const next of each.instructions) {
      if (next === instruction) return state;
      state = step(file, state, next);
    }
  }
  return state;
};

/** Calls `visit` with each instruction of a stage and the state before it: one walk for rules over many instructions. */
export function* statesOf(
  file: Dockerfile,
  stage: Stage,
): Generator<{ readonly instruction: Instruction; readonly state: State }> {
  let state = stage.parent ? withoutArgs(finalState(file, stage.parent)) : start;
  for (const instruction of stage.instructions) {
    yield { instruction, state };
    state = step(file, state, instruction);
  }
}

// ARGs end with their stage.
const withoutArgs = (state: State): State => {
  const kept: Variable[] = [];
  for (let at = state.variables; at; at = at.before) if (at.from !== 'ARG') kept.push(at);
  let variables: Variable | undefined;
  for (const each of kept.toReversed())
    variables = { ...each, ...(variables ? { before: variables } : {}) };
  const { variables: _, ...rest } = state;
  return variables ? { ...rest, variables } : rest;
};

const step = (file: Dockerfile, state: State, instruction: Instruction): State => {
  switch (instruction.keyword) {
    case 'USER': {
      const user = instruction.words[0];
      return user ? { ...state, user } : state;
    }
    case 'SHELL':
      return instruction.form === 'exec'
        ? { ...state, shell: instruction.words.map((word) => word.text) }
        : state;
    case 'WORKDIR': {
      const word = instruction.words[0];
      if (!word) return state;
      return { ...state, workdirSet: true, workdir: moved(state.workdir, resolve(word, state)) };
    }
    case 'ENV':
    case 'ARG': {
      const from = instruction.keyword;
      const before = state;
      let variables = state.variables;
      for (const { key, value } of instruction.pairs) {
        const known = value ? (resolve(value, before) ?? null) : inheritedArg(file, key.text);
        variables = {
          name: key.text,
          value: known,
          from,
          declared: key,
          ...(variables ? { before: variables } : {}),
        };
      }
      return variables ? { ...state, variables } : state;
    }
    default:
      return state;
  }
};

/** `ARG NAME` in a stage takes the default of the same ARG before the first FROM. */
const inheritedArg = (file: Dockerfile, name: string): string | null => {
  if (automaticArgs.has(name)) return null;
  for (const instruction of file.instructions) {
    if (instruction.keyword === 'FROM') return null;
    if (instruction.keyword !== 'ARG') continue;
    const pair = instruction.pairs.find((each) => each.key.text === name);
    if (pair?.value && !pair.value.dynamic) return pair.value.text;
  }
  return null;
};

const moved = (from: string | undefined, to: string | undefined): string | undefined => {
  if (to === undefined) return undefined;
  if (to.startsWith('/')) return `/${joinPath(to) ?? ''}`;
  return from === undefined ? undefined : `/${joinPath(from, to) ?? ''}`;
};

/** A path in the image from one in an instruction: relative ones stand below the working directory. */
export const inImage = (state: State, path: string): string | undefined =>
  moved(state.workdir, path);
