import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import type { Rule } from '../rule.ts';
import docs from './shell-run-in-scratch.md' with { type: 'text' };

const rule: Rule = {
  id: 'shell-run-in-scratch',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'none',
  about: ['RUN'],

  *check({ stages }) {
    for (const stage of stages) {
      if (rootImage(stage)?.text !== 'scratch') continue;
      const before = lineage(stage)
        .slice(1)
        .flatMap(({ instructions }) => instructions);
      // A copied program may be a shell, and SHELL may name another one.
      if (before.some(({ keyword }) => brings.has(keyword))) continue;
      for (const instruction of stage.instructions) {
        if (brings.has(instruction.keyword)) break;
        if (instruction.keyword !== 'RUN' || instruction.form !== 'shell') continue;
        if (instruction.flags.some(({ name }) => name === 'mount')) break;
        yield {
          at: instruction.word.span,
          message:
            'scratch is empty, so there is no /bin/sh to run this; copy files that another stage has prepared.',
        };
        break;
      }
    }
  },
};
export default rule;

const brings: ReadonlySet<string> = new Set(['COPY', 'ADD', 'SHELL']);
