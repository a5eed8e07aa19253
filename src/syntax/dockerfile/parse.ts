import { linesOf } from '../../text/lines.ts';
import { lazy } from '../../text/memo.ts';
import { checkInstruction, checkOrder } from './check.ts';
import { checkDirectives, checkReferences } from './check-words.ts';
import { withoutForeignShells } from './foreign-shell.ts';
import { readInstruction } from './instruction.ts';
import type { Dockerfile, Problem } from './model.ts';
import { readStages } from './stages.ts';
import { withStrayHeredocs } from './stray-heredoc.ts';
import { readStructure } from './structure.ts';
import { templateMark, withoutPasted } from './template.ts';

/** Reads a Dockerfile; any text gives a model, what cannot be read becomes a problem. */
export const parseDockerfile = (text: string): Dockerfile => {
  const problems: Problem[] = [];
  const { escape, directives, comments, instructions: spans, swallowed } = readStructure(text);
  const reading = { text, escape, problems };
  const read = spans.map((span, index) => readInstruction(reading, span, index));
  const instructions = withoutForeignShells(text, read);
  for (const instruction of instructions) problems.push(...checkInstruction(instruction, escape));
  problems.push(...checkOrder(instructions));
  const stages = readStages(instructions);
  problems.push(...checkReferences(stages), ...checkDirectives(directives));
  const lines = lazy(() => linesOf(text));
  const found = text.includes('<<') ? withStrayHeredocs(text, instructions, problems) : problems;
  const template = templateMark(text, instructions);
  const file = { text, lines, escape, directives, comments, instructions, stages, swallowed };
  return template
    ? { ...file, template, problems: [] }
    : { ...file, problems: withoutPasted(found, instructions) };
};
