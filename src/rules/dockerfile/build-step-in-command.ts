import { isBuildStep } from '../../syntax/dockerfile/build-step.ts';
import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './build-step-in-command.md' with { type: 'text' };

const rule: Rule = {
  id: 'build-step-in-command',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'image-vs-container',
  fix: 'suggested',
  about: ['CMD'],

  *check({ stages }) {
    for (const { instructions } of stages) {
      for (const [i, instruction] of instructions.entries()) {
        if (instruction.keyword !== 'CMD' || !isBuildStep(instruction)) continue;
        const later = instructions.slice(i + 1);
        const next = later.find(goesOn);
        if (!next || later.some(({ keyword }) => keyword === 'CMD')) continue;
        yield {
          at: instruction.span,
          message: `CMD is what the container starts, so the build does not run this; ${next.keyword === 'ENTRYPOINT' ? 'ENTRYPOINT gets its words as arguments' : `the ${next.keyword} below works without it`}.`,
          fixes: [{ title: 'Write RUN', edits: () => [replace(instruction.word.span, 'RUN')] }],
        };
      }
    }
  },
};
export default rule;

const goesOn = ({ keyword }: Instruction): boolean =>
  keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD' || keyword === 'ENTRYPOINT';
