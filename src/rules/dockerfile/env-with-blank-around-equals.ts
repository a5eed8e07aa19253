import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './env-with-blank-around-equals.md' with { type: 'text' };

const rule: Rule = {
  id: 'env-with-blank-around-equals',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'env-arg',
  like: ['buildkit/LegacyKeyValueFormat'],
  fix: 'suggested',
  about: ['ENV', 'LABEL'],

  *check(file) {
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'ENV' && instruction.keyword !== 'LABEL') continue;
      for (const { key, value, span, legacy } of instruction.pairs) {
        if (!legacy || !value?.text.startsWith('=')) continue;
        const written = slice(file.text, [value.span[0], span[1]]);
        const meant = written.slice(1).trim();
        const mended = `${key.raw}=${meant}`;
        // Several pairs on one line are not taken apart.
        const plain = /^(?:[^\s"'\\=]+|"[^"\\\n]*"|'[^'\n]*')$/.test(meant);
        yield {
          at: span,
          message: `The blank before = makes ${key.text} the text "${shown(written)}", with the = in it.`,
          ...(plain
            ? { fixes: [{ title: `Write ${mended}`, edits: () => [replace(span, mended)] }] }
            : {}),
        };
      }
    }
  },
};
export default rule;

const shown = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('"', '');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
};
