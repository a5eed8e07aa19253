import type { Pairs } from '../../syntax/dockerfile/model.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Finding, Rule } from '../rule.ts';
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
  about: ['ENV', 'LABEL', 'ARG'],

  *check(file) {
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword === 'ARG') yield* valueWithoutEquals(instruction);
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

/** `ARG NAME value` declares two arguments, the second with a name that no command can read. */
function* valueWithoutEquals({ pairs, span }: Pairs): Generator<Finding> {
  const [name, value, ...more] = pairs;
  if (!name || !value || more.length > 0 || name.value || value.value) return;
  const { raw, text } = value.key;
  if (/^[A-Za-z_]\w*$/.test(text) || !/^\w+$/.test(name.key.text)) return;
  const meant = `${name.key.text}=${raw}`;
  yield {
    at: [name.span[0], span[1]],
    message: `Without = ${text} is a second argument, and ${name.key.text} has no value.`,
    fixes: [{ title: `Write ${meant}`, edits: () => [replace([name.span[0], span[1]], meant)] }],
  };
}

const shown = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('"', '');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
};
