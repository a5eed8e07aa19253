import { expand } from '../../syntax/dockerfile/expand.ts';
import { automaticArgs } from '../../syntax/dockerfile/stages.ts';
import { isImageName } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './invalid-default-arg.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-default-arg',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'env-arg',
  aka: ['buildkit/InvalidDefaultArgInFrom'],
  fix: 'none',
  about: ['FROM $'],

  *check({ instructions, stages }, project) {
    const first = stages[0]?.from.index ?? instructions.length;
    const values = new Map<string, string | null>();
    for (const each of instructions.slice(0, first)) {
      if (each.keyword !== 'ARG') continue;
      for (const { key, value } of each.pairs) {
        // Without a value it keeps what Docker sets.
        if (!value && automaticArgs.has(key.text)) continue;
        values.set(
          key.text,
          value ? (expand(value.text, (name) => values.get(name)) ?? null) : null,
        );
      }
    }
    for (const { from } of stages) {
      const word = from.image;
      if (!word?.dynamic) continue;
      // `${A-b}` asks whether there is a value at all, which is not known of every name here.
      if (/\$\{\w+[-+]/.test(word.text)) continue;
      // Docker puts an empty text in place of a declared ARG without value.
      const text = expand(word.text, (name) =>
        values.has(name) ? (values.get(name) ?? '') : automaticArgs.has(name) ? 'linux' : undefined,
      );
      if (text === undefined || isImageName(text.toLowerCase())) continue;
      // Whoever builds the image gives the value.
      if (namesOf(word.text).some((name) => project.mentioned(name))) continue;
      yield {
        at: word.span,
        message: `Without build arguments this is FROM ${text === '' ? 'nothing' : text}, which is no image name.`,
      };
    }
  },
};
export default rule;

/** The names of the variables in a text. */
const namesOf = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{?(\w+)/g)].flatMap(([, name]) => name ?? []);
