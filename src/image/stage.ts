import { buildContext } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import type { Instruction, Run, Stage } from '../syntax/dockerfile/model.ts';
import { inImage, resolve, runsIn, type State, statesOf } from '../syntax/dockerfile/state.ts';
import type { Word } from '../syntax/word.ts';
import { recent } from '../text/memo.ts';
import { copied } from './copy.ts';
import type { Setting } from './effects/effect.ts';
import { groundOf } from './ground.ts';
import { ran } from './run.ts';
import { type Called, calledBy, nothingCalled, type Shelf } from './scripts.ts';
import { growing, likelySource, type Tree, writtenAt } from './tree.ts';
import { userOf, type Work } from './work.ts';

/** The file system of a stage after each of its instructions. */
export interface StageTree {
  /** After the last instruction. */
  readonly end: Tree;
  /** Before an instruction of the stage. */
  before(instruction: Instruction): Tree;
  /** The commands of a RUN of the stage that run for sure, each with what it is run in. */
  settings(run: Run): readonly Setting[];
  /** The scripts of the project that a RUN of the stage calls. */
  called(run: Run): Called;
}

/** The file systems of the stages of a Dockerfile, made when they are asked for. */
export const treeOf = (file: DockerfileIn, stage: Stage, project: Project): StageTree =>
  treesIn(project)(file)(stage);

const treesIn = recent((project: Project) =>
  recent((file: DockerfileIn) => {
    const known = new Map<Stage, StageTree>();
    const treeFor = (stage: Stage): StageTree => {
      const found = known.get(stage);
      if (found) return found;
      // A stage that copies from itself, or from one that copies from it, is refused by BuildKit.
      known.set(stage, nowhere);
      const result = walk(file, stage, project, treeFor);
      known.set(stage, result);
      return result;
    };
    return treeFor;
  }),
);

const nothingKnown = growing(groundOf(undefined)).now();
const nowhere: StageTree = {
  end: nothingKnown,
  before: () => nothingKnown,
  settings: () => [],
  called: () => nothingCalled,
};

const walk = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  treeFor: (stage: Stage) => StageTree,
): StageTree => {
  const tree = growing(stage.parent ? treeFor(stage.parent).end : groundOf(stage.image));
  const trees = new Map<Instruction, Tree>();
  const known = new Map<Run, Called>();
  const { folder: context } = buildContext(file, project);
  const calls = (run: Run, state: State): Called => {
    const now = tree.now();
    const shelf: Shelf = {
      context,
      at: (path) => likelySource(now, path),
      script: (path) => project.script(path),
      exists: (path) => project.exists(path),
    };
    const called = known.get(run) ?? calledBy({ run, state }, shelf);
    known.set(run, called);
    return called;
  };
  const step = (instruction: Instruction, state: State): void => {
    const work: Work = { file, stage, project, state, tree, endOf: (each) => treeFor(each).end };
    if (instruction.keyword === 'WORKDIR') workdir(work, instruction.words[0]);
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') copied(work, instruction);
    if (instruction.keyword === 'RUN') ran(work, instruction, calls(instruction, state));
  };
  const moments = statesOf(file, stage);
  const [first] = moments;
  // What a parent has behind ONBUILD is done before the first instruction.
  for (const each of first && stage.parent ? stage.parent.instructions : [])
    if (each.keyword === 'ONBUILD' && each.trigger && first) step(each.trigger, first.state);
  for (const { instruction, state } of moments) {
    trees.set(instruction, tree.now());
    step(instruction, state);
  }
  const end = tree.now();
  const before = (instruction: Instruction): Tree => trees.get(instruction) ?? end;
  return {
    end,
    before,
    settings(run) {
      const state = moments.find(({ instruction }) => instruction === run)?.state;
      if (!state) return [];
      const found: Setting[] = [];
      const own = growing(before(run));
      const work: Work = { file, stage, project, state, tree: own, endOf: (s) => treeFor(s).end };
      ran(work, run, calls(run, state), (setting, conditional) => {
        if (!conditional) found.push(setting);
      });
      return found;
    },
    called(run) {
      const own = known.get(run);
      if (own) return own;
      const moment = runsIn(file, stage).find((each) => each.run === run);
      return moment ? calls(run, moment.state) : nothingCalled;
    },
  };
};

const workdir = ({ file, state, tree }: Work, word: Word | undefined): void => {
  const text = word && resolve(word, state);
  const path = text === undefined ? undefined : inImage(state, text);
  if (!word || path === undefined) return;
  tree.add({
    kind: 'entry',
    path: writtenAt(tree.now(), path),
    entry: { kind: 'directory' },
    from: { kind: 'run', place: { file: file.path, at: word.span } },
    owner: userOf(state),
  });
};
