import { recent } from '../../text/memo.ts';
import type { Command } from '../shell/model.ts';
import { launched } from '../shell/program.ts';
import type { Dockerfile, Instruction, Run } from './model.ts';
import { runsOf, triggered } from './select.ts';
import { finalStage, lineage } from './stages.ts';

/** A program that a RUN starts, without `sudo` and the like before it. */
export interface Call {
  readonly run: Run;
  readonly command: Command;
}

/** The programs of all RUN instructions, those behind ONBUILD too. */
export const callsOf = recent((file: Dockerfile): readonly Call[] =>
  runsOf(file).flatMap((run) =>
    run.script.commands.map((command) => ({ run, command: launched(command) })),
  ),
);

/** The instructions whose work is in the image: those of the last stage and of the stages it starts from. */
export const shippedBy = recent((file: Dockerfile): ReadonlySet<Instruction> => {
  const last = finalStage(file.stages);
  const shipped = new Set<Instruction>();
  for (const { instructions } of last ? lineage(last) : [])
    for (const each of instructions) shipped.add(each).add(triggered(each));
  return shipped;
});
