import { requote } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-from-own-stage.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-from-own-stage',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  aka: ['hadolint/DL3023', 'trivy/DS-0006'],
  fix: 'suggested',
  about: ['--from'],

  *check({ stages }) {
    for (const stage of stages) {
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== 'COPY' || !instruction.from) continue;
        const { from } = instruction;
        const own = from.text.toLowerCase() === stage.name || from.text === String(stage.index);
        if (!own) continue;
        const before = stages[stage.index - 1]?.name;
        yield {
          at: from.span,
          message: `This COPY stands in stage ${from.text} and copies from it, while it is still being built.`,
          ...(before
            ? {
                fixes: [
                  {
                    title: `Copy from ${before}`,
                    edits: () => [replace(from.span, requote(from, before))],
                  },
                ],
              }
            : {}),
        };
      }
    }
  },
};
export default rule;
