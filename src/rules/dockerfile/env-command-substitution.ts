import type { Instruction, Pair } from '../../syntax/dockerfile/model.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './env-command-substitution.md' with { type: 'text' };

const rule: Rule = {
  id: 'env-command-substitution',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'env-arg',
  fix: 'none',
  about: ['ENV', 'ARG', 'LABEL'],
  holds: ['$(', '`'],

  *check({ instructions, template, text }) {
    if (template || escapes.test(text)) return;
    for (const instruction of instructions) {
      if (!isSetting(instruction)) continue;
      const { keyword, pairs } = instruction;
      for (const { key, value } of pairs) {
        const written = value && slice(text, value.span);
        const found = written && commandIn(written, keyword);
        if (!value || !found || readLater.test(key.text)) continue;
        const at = value.span[0] + written.indexOf(found);
        yield {
          at: [at, at + found.length],
          message: `${keyword} does not run commands: ${key.text} holds ${found} as it is written.`,
        };
      }
    }
  },
};
export default rule;

/** Where the backtick is what the backslash is elsewhere. */
const escapes = /^#[ \t]*escape[ \t]*=[ \t]*`/im;

/** Variables that a shell expands when it reads them. */
const readLater = /^(?:PS\d|PROMPT\w*|\w*_(?:COMMAND|CMD|HOOK|SCRIPT))$/;

const isSetting = (
  instruction: Instruction,
): instruction is Instruction & { readonly keyword: string; readonly pairs: readonly Pair[] } =>
  instruction.keyword === 'ENV' || instruction.keyword === 'ARG' || instruction.keyword === 'LABEL';

/** The command that a value is meant to run; a label may only show one, so there it has to be all. */
const commandIn = (written: string, keyword: string): string | undefined => {
  if (written.startsWith("'")) return undefined;
  const bare = written.replace(/^"|"$/g, '');
  const [ticks] = /^`[^`]+`$/.exec(bare) ?? [];
  if (ticks !== undefined) return ticks;
  const start = bare.search(/(?<!\\)\$\((?!\()/);
  const found = start < 0 ? undefined : upToEnd(bare.slice(start));
  return keyword === 'LABEL' && found !== bare ? undefined : found;
};

/** A text up to the parenthesis that ends its first one; undefined where none does. */
const upToEnd = (text: string): string | undefined => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return text.slice(0, i + 1);
  }
  return undefined;
};
