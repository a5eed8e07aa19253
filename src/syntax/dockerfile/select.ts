import { recent } from '../../text/memo.ts';
import type { Command } from '../shell/model.ts';
import { launched } from '../shell/program.ts';
import type { Dockerfile, Instruction, Run } from './model.ts';

/** The instruction, or the one that ONBUILD keeps for later in its place. */
export const triggered = (instruction: Instruction): Instruction =>
  instruction.keyword === 'ONBUILD' ? (instruction.trigger ?? instruction) : instruction;

/** All instructions, those that ONBUILD keeps for later in place of their ONBUILD. */
export const withTriggers = recent(({ instructions }: Dockerfile): readonly Instruction[] =>
  instructions.some(({ keyword }) => keyword === 'ONBUILD')
    ? instructions.map(triggered)
    : instructions,
);

/** All RUN instructions, those behind ONBUILD too. */
export const runsOf = recent((file: Dockerfile): readonly Run[] =>
  withTriggers(file).filter((each) => each.keyword === 'RUN'),
);

/** All commands of all RUN instructions, those behind ONBUILD too. */
export const commandsOf = recent((file: Dockerfile): readonly Command[] =>
  runsOf(file).flatMap(({ script }) => script.commands),
);

/**
 * What a file speaks of: its keywords, `AS`, flags (`--from`), `FROM $` for one with a variable, `<<` for a here-document, `|` for a pipe,
 * and the programs that RUN starts: `pip3.12` is there as `pip` too.
 */
export const namesIn = recent((file: Dockerfile): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const instruction of withTriggers(file)) {
    names.add(instruction.keyword);
    if (instruction.keyword === 'FROM') {
      if (instruction.as) names.add('AS');
      const words = [instruction.image, ...instruction.flags.map(({ value }) => value)];
      if (words.some((word) => word?.dynamic)) names.add('FROM $');
    }
    if (instruction.keyword === 'RUN' && instruction.heredocs.length > 0) names.add('<<');
    for (const { name, value } of instruction.flags) {
      names.add(`--${name}`);
      if (name === 'mount' && value?.text.includes('from=')) names.add('--from');
    }
  }
  for (const command of commandsOf(file)) {
    names.add(command.name);
    if (command.feeds) names.add('|');
    const { name } = launched(command);
    names.add(/[\d.]$/.test(name) ? name.replace(/[\d.]+$/, '') : name);
  }
  return names;
});
