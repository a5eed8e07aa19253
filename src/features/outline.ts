import type { Model } from '../project/model.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { type Span, slice } from '../text/span.ts';

/** One entry of the outline. */
export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'stage' | 'instruction' | 'object';
  /** The span that is selected. */
  readonly at: Span;
  /** The span that it covers; it holds `at`. */
  readonly whole: Span;
  readonly children: readonly OutlineEntry[];
}

/** The outline of a file: stages with their instructions, or Kubernetes objects. */
export const outlineOf = (model: Model | undefined): readonly OutlineEntry[] => {
  if (model?.kind === 'dockerfile') {
    const { file } = model;
    const first = file.stages[0]?.from.index ?? file.instructions.length;
    const before = file.instructions
      .slice(0, first)
      .map((each) => instructionEntry(file.text, each));
    return [...before, ...file.stages.map((stage) => stageEntry(file.text, stage))];
  }
  if (model?.kind !== 'kubernetes') return [];
  return model.resources.map((resource) => {
    const at = resource.at(['metadata', 'name']);
    const [start, end] = resource.span;
    return {
      name: `${resource.kind} ${resource.name ?? ''}`.trim(),
      detail: resource.namespace ?? '',
      kind: 'object',
      at,
      whole: [Math.min(start, at[0]), Math.max(end, at[1])],
      children: [],
    };
  });
};

const shortest = 60;

const instructionEntry = (text: string, instruction: Instruction): OutlineEntry => ({
  name: instruction.word.raw,
  detail: slice(text, instruction.operands).replace(/\s+/g, ' ').slice(0, shortest),
  kind: 'instruction',
  at: instruction.word.span,
  whole: instruction.span,
  children: [],
});

const stageEntry = (text: string, { from, index, instructions }: Stage): OutlineEntry => ({
  name: from.name?.text ?? `stage ${index}`,
  detail: from.image?.text ?? '',
  kind: 'stage',
  at: from.name?.span ?? from.word.span,
  whole: [from.span[0], instructions.at(-1)?.span[1] ?? from.span[1]],
  children: instructions.map((each) => instructionEntry(text, each)),
});
