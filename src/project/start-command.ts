import type { Stage, Start } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import { scriptOfWords } from '../syntax/shell/exec.ts';
import { programWords } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { recent } from '../text/memo.ts';
import { type Span, touches } from '../text/span.ts';

/** What the container of a stage runs: the words of ENTRYPOINT and CMD as they work together. */
export interface StartCommand {
  /** The words of the program, behind shells and launchers. */
  readonly words: readonly Word[];
  /** The instructions that they come from. */
  readonly from: readonly Start[];
}

/** The start command of a stage, or undefined when it is inherited, a script of several commands, or not known. */
export const startCommand = recent((stage: Stage): StartCommand | undefined => {
  let entrypoint: Start | undefined;
  let command: Start | undefined;
  for (const each of lineage(stage)) {
    // A new ENTRYPOINT takes away the CMD of the image it starts from.
    const hidden = entrypoint !== undefined;
    for (const instruction of each.instructions.toReversed()) {
      if (instruction.keyword === 'ENTRYPOINT') entrypoint ??= instruction;
      if (instruction.keyword === 'CMD' && !hidden) command ??= instruction;
    }
  }
  const from = [entrypoint, command].filter((each) => each !== undefined);
  if (from.length === 0) return undefined;
  const whole = entrypoint?.form === 'shell' ? [entrypoint] : from;
  const parts = whole.map(wordsOf);
  if (parts.some((words) => words === undefined || (words.length === 0 && whole.length === 1)))
    return undefined;
  const words = programWords(parts.flatMap((each) => each ?? []));
  return words.length > 0 ? { words, from: whole } : undefined;
});

/** The place of some words of a start command. ENTRYPOINT and CMD stand apart and in either order: what stands with the first word counts. */
export const placeOf = (
  first: Word,
  words: readonly Word[],
  { from }: Pick<StartCommand, 'from'>,
): Span => {
  const home = from.find(({ span }) => touches(span, first.span[0]))?.span ?? first.span;
  const ends = words.filter(({ span }) => touches(home, span[0])).map(({ span }) => span[1]);
  return [first.span[0], Math.max(first.span[1], ...ends)];
};

/** The words of CMD or ENTRYPOINT, through `sh -c`; undefined when they are no single command. */
const wordsOf = ({ form, script, words }: Start): readonly Word[] | undefined => {
  if (form === 'shell') return single(script.commands);
  if (words.length === 0) return words;
  const { broken, commands } = scriptOfWords(words);
  return broken ? undefined : single(commands);
};

/** The last command, when those before it only prepare: a server that the shell waits for comes last. */
const single = (commands: Start['script']['commands']): readonly Word[] | undefined => {
  const last = commands.at(-1);
  if (!last || last.conditional || last.piped) return undefined;
  return last.words;
};
