import { callsOf, shippedBy } from '../../syntax/dockerfile/programs.ts';
import type { Rule } from '../rule.ts';
import docs from './ssh-key-in-image.md' with { type: 'text' };

const rule: Rule = {
  id: 'ssh-key-in-image',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'secrets-in-images',
  fix: 'none',
  about: ['ssh-keygen'],

  *check(file) {
    const shipped = shippedBy(file);
    for (const { run, command } of callsOf(file)) {
      if (command.name !== 'ssh-keygen' || !shipped.has(run)) continue;
      const options = command.words.slice(1).map(({ text }) => text);
      // It looks keys up, converts or removes them.
      if (options.some((text) => /^-[lyeiFRHBpcLkQYD]/.test(text))) continue;
      const removed = run.script.commands.some(
        ({ name, words }) =>
          name === 'rm' && words.some(({ text }) => /ssh|\bid_(?:rsa|ed25519|ecdsa)/.test(text)),
      );
      if (removed) continue;
      const host = options.includes('-A') || options.some((text) => text.includes('ssh_host_'));
      yield {
        at: command.span,
        message: host
          ? 'The private host key stays in the image, so all its containers have the same one and whoever can pull it can pose as them.'
          : 'The private key stays in the image, so whoever can pull it can log in wherever this key may.',
      };
    }
  },
};
export default rule;
