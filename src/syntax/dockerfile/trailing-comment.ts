import type { Span } from '../../text/span.ts';
import type { Instruction } from './model.ts';

/** What is meant as a comment behind the words of an instruction, where Docker has none: from its `#` to the end. */
export const trailingComment = (instruction: Instruction, text: string): Span | undefined => {
  const [from, to] = instruction.operands;
  const source = text.slice(from, to);
  if (source.includes('\n') || !/[ \t]#/.test(source) || /["'`]/.test(source)) return undefined;
  const at = from + source.search(/[ \t]#/) + 1;
  switch (instruction.keyword) {
    case 'WORKDIR':
    case 'USER':
    case 'VOLUME':
      return [at, to];
    case 'COPY':
    case 'ADD':
      return instruction.heredocs.length === 0 ? [at, to] : undefined;
    case 'ENV':
      return instruction.pairs.every(({ legacy }) => legacy) && /[ \t]#[ \t]/.test(source)
        ? [at, to]
        : undefined;
    default:
      return undefined;
  }
};
