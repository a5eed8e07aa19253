import { automaticArgs } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import { nearest } from '../../text/nearest.ts';
import type { Rule } from '../rule.ts';
import docs from './undefined-arg-in-from.md' with { type: 'text' };

const rule: Rule = {
  id: 'undefined-arg-in-from',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'env-arg',
  aka: ['buildkit/UndefinedArgInFrom'],
  fix: 'suggested',
  about: ['FROM $'],

  *check({ instructions, stages, text }) {
    const first = stages[0]?.from.index ?? instructions.length;
    const declared = new Set<string>();
    for (const each of instructions.slice(0, first)) {
      if (each.keyword === 'ARG') for (const { key } of each.pairs) declared.add(key.text);
    }
    for (const { from } of stages) {
      for (const word of [from.image, ...from.flags.map(({ value }) => value)]) {
        if (!word?.dynamic) continue;
        const source = text.slice(...word.span);
        for (const match of source.matchAll(/\$(?:\{([A-Za-z_]\w*)(:?[-+?])?|([A-Za-z_]\w*))/g)) {
          const name = match[1] ?? match[3];
          if (!name || match[2] || declared.has(name) || automaticArgs.has(name)) continue;
          const near = nearest(name, declared);
          const start = word.span[0] + match.index + (match[1] ? 2 : 1);
          const at = [start, start + name.length] as const;
          yield {
            at,
            message: `No ARG before the first FROM declares ${name}, so its value here is empty.${near ? ` Did you mean ${near}?` : ''}`,
            ...(near
              ? { fixes: [{ title: `Write ${near}`, edits: () => [replace(at, near)] }] }
              : {}),
          };
        }
      }
    }
  },
};
export default rule;
