import type { Run } from '../../syntax/dockerfile/model.ts';
import type { Rule } from '../rule.ts';
import docs from './consecutive-runs.md' with { type: 'text' };

const rule: Rule = {
  id: 'consecutive-runs',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'layers-cache',
  aka: ['hadolint/DL3059'],
  fix: 'none',
  about: ['RUN'],

  *check({ stages }) {
    for (const { instructions } of stages) {
      let before: Run | undefined;
      for (const instruction of instructions) {
        // A JSON array has no && to be joined by.
        if (instruction.keyword !== 'RUN' || instruction.form === 'exec') {
          before = undefined;
          continue;
        }
        const short = instruction.script.commands.length <= 2 && !instruction.script.broken;
        if (before && short && flagsOf(before) === flagsOf(instruction)) {
          yield {
            at: instruction.word.span,
            message:
              'This RUN makes a layer of its own, where one more && in the RUN above would do.',
          };
        }
        before = short ? instruction : undefined;
      }
    }
  },
};
export default rule;

const flagsOf = ({ flags }: Run): string =>
  flags.map(({ name, value }) => `${name}=${value?.text ?? ''}`).join(' ');
