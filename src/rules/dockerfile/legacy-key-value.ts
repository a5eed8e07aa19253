import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './legacy-key-value.md' with { type: 'text' };

const rule: Rule = {
  id: 'legacy-key-value',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'env-arg',
  aka: ['buildkit/LegacyKeyValueFormat'],
  fix: 'safe',
  oncePerFile: true,
  about: ['ENV', 'LABEL'],

  *check(file) {
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'ENV' && instruction.keyword !== 'LABEL') continue;
      for (const { key, value, span, legacy } of instruction.pairs) {
        // env-with-blank-around-equals reads `NAME = value` as it was meant.
        if (!legacy || !value || value.text.startsWith('=')) continue;
        const written = slice(file.text, [value.span[0], span[1]]);
        const right = assigned(written);
        yield {
          at: span,
          message: `${instruction.keyword} ${key.text} has a space where = is wanted, a form that Docker keeps for old files only.`,
          ...(right !== undefined
            ? {
                fixes: [
                  {
                    title: `Write ${key.text}=…`,
                    safe: true,
                    edits: () => [replace(span, `${key.raw}=${right}`)],
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

/** The value behind `=`: everything to the end of the line, in quotes where it has blanks; undefined where its own quotes would come to mean something else. */
const assigned = (value: string): string | undefined => {
  if (/^[^\s"'\\#]+$/.test(value) || /^"(?:[^"\\]|\\.)*"$/.test(value) || /^'[^']*'$/.test(value))
    return value;
  return /["'\\\n]/.test(value) ? undefined : `"${value}"`;
};
