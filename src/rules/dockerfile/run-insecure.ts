import { runsOf } from '../../syntax/dockerfile/select.ts';
import type { Rule } from '../rule.ts';
import docs from './run-insecure.md' with { type: 'text' };

const rule: Rule = {
  id: 'run-insecure',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'none',
  about: ['--security', '--network'],

  *check(file) {
    for (const { flags } of runsOf(file)) {
      for (const { name, value, span } of flags) {
        const given = `${name}=${value?.text.toLowerCase() ?? ''}`;
        const message = Object.hasOwn(messages, given) ? messages[given] : undefined;
        if (message) yield { at: span, message };
      }
    }
  },
};
export default rule;

const messages: Readonly<Record<string, string>> = {
  'security=insecure':
    'This step has all rights of root on the machine that builds, and default builders refuse it.',
  'network=host':
    'This step sees the network of the machine that builds, its local services too, and default builders refuse it.',
};
