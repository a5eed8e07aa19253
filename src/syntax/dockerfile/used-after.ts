import type { Command } from '../shell/model.ts';
import { launched } from '../shell/program.ts';
import { runsOthers } from '../shell/runs-others.ts';
import type { Instruction, Run, Stage } from './model.ts';
import { triggered } from './select.ts';

/** Whether what an instruction leaves behind is needed later: certainly, or perhaps by a program that is not read. */
export type Need = 'certain' | 'possible';

/** What one command does with it: takes it as it is, makes it anew, or undefined for neither. */
export type Use = 'takes' | 'renews' | undefined;

/** The instructions whose files a later command needs, in their own stage or in one that starts from it; `commandsIn` gives those of a RUN. */
export const usedAfter = (
  stages: readonly Stage[],
  use: (command: Command) => Use,
  commandsIn: (run: Run) => readonly Command[],
): ReadonlyMap<Instruction, Need> => {
  const found = new Map<Instruction, Need>();
  const behind = new Map<Stage, Need>();
  for (const stage of stages.toReversed()) {
    let need = behind.get(stage);
    for (const instruction of stage.instructions.map(triggered).toReversed()) {
      if (need) found.set(instruction, need);
      const commands = instruction.keyword === 'RUN' ? commandsIn(instruction) : [];
      const own = needOf(instruction, commands, use);
      need = own === 'none' ? undefined : stronger(own, need);
    }
    const known = stage.parent && stronger(behind.get(stage.parent), need);
    if (stage.parent && known) behind.set(stage.parent, known);
  }
  return found;
};

const stronger = (one: Need | undefined, other: Need | undefined): Need | undefined =>
  one === 'certain' || other === 'certain' ? 'certain' : (one ?? other);

/** What an instruction needs; `none` where it makes it anew first, undefined where it does not touch it. */
const needOf = (
  instruction: Instruction,
  commands: readonly Command[],
  use: (command: Command) => Use,
): Need | 'none' | undefined => {
  if (instruction.keyword !== 'RUN') return undefined;
  if (instruction.script.broken) return 'certain';
  let possible = false;
  for (const command of commands) {
    const found = use(command);
    if (found === 'takes') return 'certain';
    if (found === 'renews') return possible ? 'possible' : 'none';
    possible ||= runsOthers(command);
  }
  return possible ? 'possible' : undefined;
};

/** A use for which a folder is there: its name in a command that fails without it. */
export const namesFolder =
  (folder: RegExp) =>
  (command: Command): Use => {
    const { name, words } = launched(command);
    const asks = name === 'rm' && words.some(({ text }) => /^-\w*f|^--force$/.test(text));
    if (asks || name === 'mkdir' || name === 'export' || name === 'echo') return undefined;
    return !command.conditional && words.slice(1).some(({ text }) => folder.test(text))
      ? 'takes'
      : undefined;
  };
