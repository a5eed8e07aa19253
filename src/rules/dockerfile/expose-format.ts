import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { requote } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './expose-format.md' with { type: 'text' };

const rule: Rule = {
  id: 'expose-format',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'expose-ports',
  aka: ['buildkit/ExposeInvalidFormat', 'buildkit/ExposeProtoCasing'],
  fix: 'safe',
  about: ['EXPOSE'],

  *check(file) {
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'EXPOSE') continue;
      for (const word of instruction.words) {
        if (word.dynamic) continue;
        const mapped = /^(?:[\d.]*:)?(?:(?:\d+(?:-\d+)?)?:)(\d+(?:-\d+)?(?:\/\w+)?)$/.exec(
          word.text,
        )?.[1];
        const lower = word.text.toLowerCase();
        if (!mapped && lower === word.text) continue;
        const right = (mapped ?? word.text).toLowerCase();
        yield {
          at: word.span,
          message: mapped
            ? `EXPOSE names a port of the container alone; the host's part of ${word.text} belongs to docker run -p.`
            : `The protocol of ${word.text} is written in lower case.`,
          aka: [mapped ? 'buildkit/ExposeInvalidFormat' : 'buildkit/ExposeProtoCasing'],
          fixes: [
            {
              title: `Write ${right}`,
              safe: true,
              edits: () => [replace(word.span, requote(word, right))],
            },
          ],
        };
      }
    }
  },
};
export default rule;
