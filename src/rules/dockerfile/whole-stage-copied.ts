import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { join } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './whole-stage-copied.md' with { type: 'text' };

const rule: Rule = {
  id: 'whole-stage-copied',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'small-images',
  aka: ['hadolint/DL3067'],
  fix: 'none',
  about: ['--from'],

  *check(file) {
    // Over an empty image this is how layers are put into one.
    const flattening = new Set(
      file.stages
        .filter(({ image }) => image?.text === 'scratch')
        .flatMap(({ instructions }) => instructions),
    );
    for (const [i, copy] of withTriggers(file).entries()) {
      if (copy.keyword !== 'COPY' || !copy.from || copy.target?.text !== '/') continue;
      const root = copy.sources.find(({ text }) => /^\/(?:\.|\*)?$/.test(text));
      const instruction = file.instructions[i];
      if (!root || (instruction && flattening.has(instruction))) continue;
      yield {
        at: join(root.span, copy.target.span),
        message: `This lays the whole file system of ${copy.from.text} over this one: its compilers, caches and system files too.`,
      };
    }
  },
};
export default rule;
