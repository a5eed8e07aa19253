import { statesOf, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './env-reads-itself.md' with { type: 'text' };

const rule: Rule = {
  id: 'env-reads-itself',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'env-arg',
  aka: ['hadolint/DL3044'],
  fix: 'none',
  about: ['ENV'],
  holds: ['$'],

  *check(file) {
    for (const stage of file.stages) {
      for (const { instruction, state } of statesOf(file, stage)) {
        if (instruction.keyword !== 'ENV' || instruction.pairs.length < 2) continue;
        const names = new Set(instruction.pairs.map(({ key }) => key.text));
        for (const [i, { key, value }] of instruction.pairs.entries()) {
          if (!value?.dynamic) continue;
          const again = instruction.pairs.slice(0, i).some((each) => each.key.text === key.text);
          for (const match of file.text
            .slice(...value.span)
            .matchAll(/(?<!\\)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)) {
            const name = match[1] ?? match[2] ?? '';
            const start = value.span[0] + match.index;
            const at: Span = [start, start + match[0].length];
            if (name === key.text && again)
              yield {
                at,
                message: `${name} is set twice by this ENV, and here it has the value from before it: the first one is lost.`,
              };
            if (name === key.text || !names.has(name) || variableIn(state, name)) continue;
            yield {
              at,
              message: `${name} is set by the same ENV, and its new value is not known before the next instruction: it is empty here.`,
            };
          }
        }
      }
    }
  },
};
export default rule;
