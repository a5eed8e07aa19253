import { isPlaceholder, passwordInAddress } from '../../data/secrets.ts';
import type { Run } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { callsOf, shippedBy } from '../../syntax/dockerfile/programs.ts';
import { namesIn } from '../../syntax/dockerfile/select.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './credential-command.md' with { type: 'text' };

const rule: Rule = {
  id: 'credential-command',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'secrets-in-images',
  fix: 'none',
  about: ['RUN'],

  *check(file) {
    // Most files name none of the tools and give no address a user.
    const addressed = /:\/\/[^\s/]*@/.test(file.text);
    if (!addressed && !logins.some((name) => namesIn(file).has(name))) return;
    for (const { run, command } of callsOf(file)) {
      if (!addressed && command.name !== 'curl' && !Object.hasOwn(tools, command.name)) continue;
      const login = loginOf(command);
      const mounted = mountsOf(run).some((mount) => mount.get('type') === 'secret');
      // The secret was mounted; what a login makes of it is a file of the layer, unless it is taken away again.
      if (login && mounted && isTakenAway(run, login)) continue;
      if (login) {
        const known = login.secret && !login.secret.dynamic;
        // A builder stage keeps its own files; what is written in the command is readable all the same.
        if (!known && !shippedBy(file).has(run)) continue;
        yield {
          at: login.at,
          message: `${login.what} writes credentials to ${login.where}, which stays in this layer.`,
        };
        continue;
      }
      const password = command.name === 'curl' ? behind('-u', '--user')(command.words) : undefined;
      if (password && isLogin(password)) {
        yield {
          at: password.span,
          message:
            "curl's password is one of its words, which stay readable in the image's history.",
        };
        continue;
      }
      for (const word of [...command.words, ...command.assignments]) {
        if (passwordInAddress(word.text) === undefined) continue;
        yield {
          at: word.span,
          message: `The address that ${nameOf(command.words[0])} is given holds a password, which stays readable in the image's history.`,
        };
      }
    }
  },
};
export default rule;

/** Whether the RUN deletes what a login writes, logs out, or has a mount in its place. */
const isTakenAway = (run: Run, { where }: Login): boolean => {
  const folder = where.split('/')[1] ?? where;
  return (
    run.script.commands.some(
      ({ name, words }) =>
        name === 'rm' || words.some(({ text }) => /^(?:logout|revoke)$/.test(text)),
    ) || mountsOf(run).some((mount) => mount.get('target')?.includes(folder))
  );
};

interface Login {
  readonly what: string;
  readonly where: string;
  readonly at: Span;
  readonly secret?: Word;
}

interface Tool {
  /** The words behind the program that make it a login. */
  readonly verb: RegExp;
  readonly where: string;
  /** Finds the word with the secret; a tool without it reads a file. */
  readonly secret: (words: readonly Word[]) => Word | undefined;
}

const behind =
  (...options: readonly string[]) =>
  (words: readonly Word[]): Word | undefined => {
    const at = words.findIndex(({ text }) => options.includes(text));
    if (at >= 0) return words[at + 1];
    return words.find(({ text }) => options.some((option) => text.startsWith(`${option}=`)));
  };

/** `user:password` with a password that somebody chose. */
const isLogin = ({ text, dynamic }: Word): boolean =>
  !dynamic &&
  passwordInAddress(`https://${text.replace(/^--user=/, '')}@host`) !== undefined &&
  text.includes(':');

const last = (words: readonly Word[]): Word | undefined => words.at(-1);

const tools: Readonly<Record<string, readonly Tool[]>> = {
  aws: [
    {
      verb: /^configure set \S*aws_(?:secret_access_key|session_token) /,
      where: '~/.aws/credentials',
      secret: last,
    },
  ],
  gcloud: [
    {
      verb: /^auth activate-service-account /,
      where: '~/.config/gcloud',
      secret: behind('--key-file'),
    },
  ],
  az: [{ verb: /^login /, where: '~/.azure', secret: behind('-p', '--password') }],
  'huggingface-cli': [
    { verb: /^login /, where: '~/.cache/huggingface/token', secret: behind('--token') },
  ],
  hf: [{ verb: /^auth login /, where: '~/.cache/huggingface/token', secret: behind('--token') }],
  wandb: [
    {
      verb: /^login /,
      where: '~/.netrc',
      secret: (words) =>
        behind('--key')(words) ??
        words.slice(1).find(({ text }) => /^\$|^[\w-]{20,}$/.test(text) && !text.startsWith('-')),
    },
  ],
  docker: [{ verb: /^login /, where: '~/.docker/config.json', secret: behind('-p', '--password') }],
  podman: [{ verb: /^login /, where: 'its auth.json', secret: behind('-p', '--password') }],
  npm: [{ verb: /^(?:config )?set \S*_(?:authToken|password)\b/, where: '~/.npmrc', secret: last }],
  poetry: [
    { verb: /^config (?:http-basic|pypi-token)\./, where: "poetry's auth.toml", secret: last },
  ],
  doctl: [
    { verb: /^auth init /, where: '~/.config/doctl', secret: behind('-t', '--access-token') },
  ],
};

const logins = ['curl', ...Object.keys(tools)];

const loginOf = ({ name, words }: Command): Login | undefined => {
  const rest = words.slice(1);
  const said = `${rest.map(({ text }) => text).join(' ')} `;
  const tool = Object.hasOwn(tools, name)
    ? tools[name]?.find(({ verb }) => verb.test(said))
    : undefined;
  const secret = tool?.secret(rest);
  const first = words[0];
  if (!tool || !secret || !first || isPlaceholder(secret.text.replace(/^--?[a-z-]+=/, '')))
    return undefined;
  const verbs = rest.findIndex(({ text }) => text.startsWith('-') || text === secret.text);
  const end = rest[Math.max(0, verbs - 1)] ?? first;
  const what = [first, ...rest.slice(0, Math.max(1, Math.min(verbs, 2)))];
  return {
    what: what.map(({ text }) => text).join(' '),
    where: tool.where,
    at: [first.span[0], Math.max(end.span[1], first.span[1])],
    secret,
  };
};
