import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './apt-in-script.md' with { type: 'text' };

const asGet: ReadonlySet<string> = new Set([
  'install',
  'update',
  'upgrade',
  'remove',
  'purge',
  'autoremove',
  'clean',
  'full-upgrade',
]);
const asCache: ReadonlySet<string> = new Set(['search', 'show', 'policy']);

const rule: Rule = {
  id: 'apt-in-script',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'run-build-time',
  aka: ['hadolint/DL3027', 'checkov/CKV_DOCKER_9'],
  fix: 'suggested',
  about: ['apt'],

  *check(file) {
    for (const { name, words } of commandsOf(file)) {
      const [program, ...rest] = words;
      if (name !== 'apt' || program?.text !== 'apt') continue;
      const verb = rest.find(({ text }) => !text.startsWith('-'))?.text ?? '';
      const instead = asGet.has(verb) ? 'apt-get' : asCache.has(verb) ? 'apt-cache' : undefined;
      yield {
        at: program.span,
        message:
          'apt is made for people at a terminal and may change between releases; scripts use apt-get and apt-cache.',
        ...(instead
          ? {
              fixes: [{ title: `Write ${instead}`, edits: () => [replace(program.span, instead)] }],
            }
          : {}),
      };
    }
  },
};
export default rule;
