import type { Instruction, Problem } from './model.ts';

const opening = /<<-?(["']?)([A-Za-z_]\w*)\1/;
const taking: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'ONBUILD', 'UNKNOWN']);

/** Problems with one for each here-document of an instruction that takes none, in place of one for each of its lines. */
export const withStrayHeredocs = (
  text: string,
  instructions: readonly Instruction[],
  problems: readonly Problem[],
): readonly Problem[] => {
  let left = problems;
  for (const [i, { keyword, span }] of instructions.entries()) {
    const match = taking.has(keyword) ? null : opening.exec(text.slice(...span));
    const end = match
      ? instructions.find(({ word }, at) => at > i && word.raw === match[2])
      : undefined;
    if (!match || !end) continue;
    const at = span[0] + match.index;
    left = [
      ...left.filter((each) => each.span[0] < span[1] || each.span[0] >= end.span[1]),
      {
        kind: 'unknown-instruction',
        span: [at, at + match[0].length],
        message: `${keyword} takes no here-document, as RUN, COPY and ADD do: each line of it is read as an instruction, which fails the build.`,
      },
    ];
  }
  return left;
};
