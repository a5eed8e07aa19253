import { settingsOfImage } from '../../data/image-settings.ts';
import { recent } from '../../text/memo.ts';
import { joinPath } from '../../text/path.ts';
import type { Word } from '../word.ts';
import { expand, type Lookup } from './expand.ts';
import type { Dockerfile, Inherited, Instruction, Run, Stage } from './model.ts';
import { triggered } from './select.ts';
import { automaticArgs, lineage } from './stages.ts';

/** A variable as declared: its value when known, and where. */
export interface Variable {
  readonly name: string;
  readonly value: string | null;
  readonly from: 'ARG' | 'ENV' | 'image';
  readonly declared?: Word;
  /** How many its stage declares before it. */
  readonly order: number;
}

/** The declarations of a stage by name, in order, and those that its parent ends with. */
interface Scope {
  readonly names: Map<string, Variable[]>;
  readonly outer: Seen | undefined;
}

/** The first declarations of a stage. */
interface Seen {
  readonly scope: Scope;
  readonly count: number;
}

/** What stands set when an instruction runs. */
export interface State {
  readonly user?: Word;
  /** The user that the base image starts as, where another Dockerfile of the project tells it; null when not known. */
  readonly baseUser?: string | null;
  /** The working directory; undefined when it depends on a value not known. */
  readonly workdir: string | undefined;
  /** Whether any WORKDIR was written, here or in a parent stage. */
  readonly workdirSet: boolean;
  readonly shell: readonly string[];
  readonly variables?: Seen;
}

const start: State = { workdir: '/', workdirSet: false, shell: ['/bin/sh', '-c'] };

/** The state of a stage that starts from an image whose settings are known. */
const startFrom = ({ workdir, env, user }: Inherited): State => {
  const names = new Map(
    Object.entries(env).map(([name, value], order): [string, Variable[]] => [
      name,
      [{ name, value, from: 'image', order }],
    ]),
  );
  return {
    ...start,
    ...(workdir === undefined ? {} : { workdir: workdir ?? undefined, workdirSet: true }),
    ...(user === undefined ? {} : { baseUser: user }),
    variables: { scope: { names, outer: undefined }, count: names.size },
  };
};

/** Looks a variable up in a state; what the base image sets is not known and gives undefined. */
export const lookupIn =
  (state: State): Lookup =>
  (name) => {
    const found = variableIn(state, name);
    return found ? found.value : undefined;
  };

/** The newest declaration of a variable, or undefined. */
export const variableIn = (state: State, name: string): Variable | undefined => {
  for (let seen = state.variables; seen; seen = seen.scope.outer) {
    const found = lastOf(seen.scope.names.get(name), seen.count);
    if (found) return found;
  }
  return undefined;
};

/** The names of all variables that are declared in a state, the newest scope first. */
export const variableNames = (state: State): readonly string[] => {
  const names = new Set<string>();
  for (let seen = state.variables; seen; seen = seen.scope.outer)
    for (const [name, all] of seen.scope.names)
      if ((all[0]?.order ?? seen.count) < seen.count) names.add(name);
  return [...names];
};

/** The last of some declarations that stands among the first `count` of its stage. */
const lastOf = (all: readonly Variable[] | undefined, count: number): Variable | undefined => {
  if (!all) return undefined;
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.order ?? 0) < count) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
};

/** The value of a word in a state, or undefined when it is not known. */
export const resolve = (word: Word, state: State): string | undefined =>
  word.dynamic ? expand(word.text, lookupIn(state)) : word.text;

/** An instruction and the state before it. */
export interface Moment {
  readonly instruction: Instruction;
  readonly state: State;
}

/** A RUN and the state before it. */
export interface RunMoment {
  readonly run: Run;
  readonly state: State;
}

/** The instructions of a stage, each with the state before it. */
export const statesOf = (file: Dockerfile, stage: Stage): readonly Moment[] =>
  courseOf(file, stage).moments;

/** The RUN instructions of a stage, those behind ONBUILD too, each with the state before it. */
export const runsIn = (file: Dockerfile, stage: Stage): readonly RunMoment[] =>
  courseOf(file, stage).runs;

/** The RUN instructions below the end of a stage, those of the stages that it starts from first. */
export const runsThrough = (file: Dockerfile, stage: Stage): readonly RunMoment[] =>
  lineage(stage)
    .toReversed()
    .flatMap((each) => runsIn(file, each));

/** The state behind the last instruction of a stage; parent stages included. */
export const finalState = (file: Dockerfile, stage: Stage): State => courseOf(file, stage).end;

/** The state before an instruction of a stage. */
export const stateBefore = (file: Dockerfile, stage: Stage, instruction: Instruction): State =>
  statesOf(file, stage).find((moment) => moment.instruction === instruction)?.state ??
  finalState(file, stage);

interface Course {
  readonly moments: readonly Moment[];
  readonly runs: readonly RunMoment[];
  readonly end: State;
}

// Many rules walk the same stages; a parent stands before the stages that start from it.
const coursesOf = recent((file: Dockerfile): readonly Course[] => {
  const courses: Course[] = [];
  for (const stage of file.stages) {
    const parent = stage.parent && courses[stage.parent.index];
    const base = file.bases?.[stage.index] ?? (stage.image && settingsOfImage(stage.image));
    courses.push(walk(file, stage, parent?.end ?? (base ? startFrom(base) : start)));
  }
  return courses;
});

const courseOf = (file: Dockerfile, stage: Stage): Course =>
  coursesOf(file)[stage.index] ?? { moments: [], runs: [], end: start };

const walk = (file: Dockerfile, stage: Stage, from: State): Course => {
  let state = declares(stage)
    ? { ...from, variables: { scope: { names: new Map(), outer: from.variables }, count: 0 } }
    : from;
  const moments = stage.instructions.map((instruction) => {
    const before = state;
    state = step(file, state, instruction);
    return { instruction, state: before };
  });
  const runs = moments.flatMap(({ instruction, state: before }) => {
    const run = triggered(instruction);
    return run.keyword === 'RUN' ? [{ run, state: before }] : [];
  });
  return { moments, runs, end: state };
};

const declares = ({ instructions }: Stage): boolean =>
  instructions.some(({ keyword }) => keyword === 'ENV' || keyword === 'ARG');

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
      const { variables } = state;
      if (!variables) return state;
      let { count } = variables;
      for (const { key, value } of instruction.pairs) {
        const known = value ? (resolve(value, state) ?? null) : inheritedArg(file, key.text);
        const variable = { name: key.text, value: known, from, declared: key, order: count++ };
        const all = variables.scope.names.get(key.text);
        if (all) all.push(variable);
        else variables.scope.names.set(key.text, [variable]);
      }
      return { ...state, variables: { scope: variables.scope, count } };
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
  // No system has longer paths.
  if (from === undefined || from.length > 4096) return undefined;
  return `/${joinPath(from, to) ?? ''}`;
};

/** A path in the image from one in an instruction: relative ones stand below the working directory. */
export const inImage = (state: State, path: string): string | undefined =>
  moved(state.workdir, path);
