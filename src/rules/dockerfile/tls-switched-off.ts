import type { Dockerfile } from '../../syntax/dockerfile/model.ts';
import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { namesIn, withTriggers } from '../../syntax/dockerfile/select.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './tls-switched-off.md' with { type: 'text' };

const rule: Rule = {
  id: 'tls-switched-off',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  like: ['checkov/CKV2_DOCKER_2', 'checkov/CKV2_DOCKER_3'],
  fix: 'suggested',
  about: ['RUN', 'ENV', 'ARG'],

  *check(file) {
    if (!mayHold(file)) return;
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue;
      for (const { key, value, span } of instruction.pairs) {
        if (!value || value.dynamic || !switchesOff(key.text, value.text)) continue;
        yield {
          at: span,
          message: `With ${key.text}=${value.text} ${whose(key.text)} takes any certificate, in every later step and in the container.`,
        };
      }
    }
    for (const { command } of callsOf(file)) {
      for (const word of [...command.assignments, ...exported(command)]) {
        const equals = word.text.indexOf('=');
        const name = word.text.slice(0, Math.max(0, equals));
        const value = word.text.slice(equals + 1).replace(/^(["'])(.*)\1$/, '$2');
        if (word.dynamic || !switchesOff(name, value)) continue;
        yield { at: word.span, message: `With ${word.text} ${whose(name)} takes any certificate.` };
      }
      const found = optionOf(command);
      if (!found) continue;
      yield {
        at: found.at,
        message: `${command.name} takes any certificate here, so whoever stands in between can put other files into the image.`,
        ...(found.fix ? { fixes: [found.fix] } : {}),
      };
    }
  },
};
export default rule;

// One of these stands in every file that has a finding.
const hint =
  /insecure|INSECURE|no-check-certificate|ssl|SSL|trusted|TRUSTED|TLS_REJECT|HTTPSVERIFY|CA_BUNDLE|certificates\./;

const mayHold = (file: Dockerfile): boolean =>
  hint.test(file.text) || (namesIn(file).has('curl') && /[ \t]-\w*k/.test(file.text));

interface Variable {
  readonly name: RegExp;
  readonly off: RegExp;
  readonly whose: string;
}

const yes = /^(?:1|true|yes|on)$/i;
const no = /^(?:0|false|no|off)$/i;

const variables: readonly Variable[] = [
  { name: /^PIP_TRUSTED_HOST$/, off: /^(?!localhost|127\.)./, whose: 'pip' },
  { name: /^UV_INSECURE_HOST$/, off: /^(?!localhost|127\.)./, whose: 'uv' },
  { name: /^PYTHONHTTPSVERIFY$/, off: no, whose: 'Python' },
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, off: no, whose: 'Node' },
  { name: /^GIT_SSL_NO_VERIFY$/, off: yes, whose: 'git' },
  { name: /^npm_config_strict_ssl$/i, off: no, whose: 'npm' },
  { name: /^CONDA_SSL_VERIFY$/, off: no, whose: 'conda' },
  { name: /^(?:CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE)$/, off: /^$/, whose: 'requests' },
];

const switchesOff = (name: string, value: string): boolean =>
  variables.some((each) => each.name.test(name) && each.off.test(value));

const whose = (name: string): string =>
  variables.find((each) => each.name.test(name))?.whose ?? name;

const exported = ({ name, words }: Command): readonly Word[] =>
  name === 'export' ? words.slice(1) : [];

interface Found {
  readonly at: Span;
  readonly fix?: Fix;
}

const flags: Readonly<Record<string, RegExp>> = {
  wget: /^--no-check-certificate$/,
  conda: /^(?:-k|--insecure)$/,
  mamba: /^(?:-k|--insecure)$/,
  apk: /^--no-check-certificate$/,
  npm: /^--(?:no-strict-ssl|strict-ssl=false)$/,
  yarn: /^--(?:no-strict-ssl|strict-ssl=false)$/,
  pnpm: /^--(?:no-strict-ssl|strict-ssl=false)$/,
  yum: /^--setopt=(?:\S+\.)?sslverify=(?:0|false|no)$/i,
  dnf: /^--setopt=(?:\S+\.)?sslverify=(?:0|false|no)$/i,
  microdnf: /^--setopt=(?:\S+\.)?sslverify=(?:0|false|no)$/i,
};

/** What is said to a program in words behind its name. */
const settings: readonly { readonly program: RegExp; readonly said: RegExp }[] = [
  { program: /^git$/, said: /^config (?:-\S+ )*http\.(?:\S+\.)?sslverify (?:false|0) $/i },
  { program: /^(?:npm|yarn|pnpm)$/, said: /^(?:config )?set (?:-\S+ )*strict-ssl[ =](?:false|0) / },
  {
    program: /^(?:conda|mamba|micromamba)$/,
    said: /^config (?:-\S+ )*--set ssl_verify (?:false|no|0) /i,
  },
  { program: /^pip[\d.]*$/, said: /^config (?:-\S+ )*set \S*trusted-host (?!localhost|127\.)/ },
  { program: /^poetry$/, said: /^config (?:-\S+ )*certificates\.\S+\.cert false / },
];

// Options of curl that take the rest of a bundle as their value stand before no other letter.
const bundle = /^-[^-AbcCdDeEFHhKmoPQrtTuUwxXyYz]*k/;

const optionOf = (command: Command): Found | undefined => {
  const { name, words, span } = command;
  const rest = words.slice(1);
  const said = `${rest.map(({ text }) => text).join(' ')} `;
  if (/^(?:pip[\d.]*|python[\d.]*|uv)$/.test(name)) return trustedHost(command);
  if (settings.some((each) => each.program.test(name) && each.said.test(said))) return { at: span };
  if (name === 'git') {
    const at = rest.findIndex(({ text }) => /^http\.(?:\S+\.)?sslverify=(?:false|0)$/i.test(text));
    const [option, value] = [rest[at - 1], rest[at]];
    return option?.text === '-c' && value
      ? { at: [option.span[0], value.span[1]], fix: drop(words, option, value) }
      : undefined;
  }
  if (name === 'curl') {
    if (/https?:\/\/(?:localhost|127\.)/.test(said)) return undefined;
    const word = rest.find(({ text }) => text === '--insecure' || bundle.test(text));
    if (!word) return undefined;
    if (word.text === '-k' || word.text === '--insecure')
      return { at: word.span, fix: drop(words, word) };
    const kept = word.text.replace('k', '');
    return {
      at: word.span,
      fix: { title: `Write ${kept}`, edits: () => [replace(word.span, kept)] },
    };
  }
  const pattern = Object.hasOwn(flags, name) ? flags[name] : undefined;
  const word = pattern && rest.find(({ text }) => pattern.test(text));
  if (!word || /\/\/(?:localhost|127\.)/.test(said)) return undefined;
  return { at: word.span, fix: drop(words, word) };
};

const drop = (words: readonly Word[], first: Word, last = first): Fix => ({
  title: `Remove ${first === last ? first.text : `${first.text} ${last.text}`}`,
  edits: () => [without(words, first, last)],
});

const trusts = /^--(?:trusted-host|allow-insecure-host)(?:=|$)/;

const trustedHost = ({ name, words }: Command): Found | undefined => {
  const at = words.findIndex(({ text }) => trusts.test(text));
  const option = words[at];
  if (!option || (/^python/.test(name) && !words.some(({ text }) => text === 'pip')))
    return undefined;
  const last = option.text.includes('=') ? option : words[at + 1];
  if (!last || last.dynamic || /(?:^|=)(?:localhost|127\.)/.test(last.text)) return undefined;
  // pip asks this old host for nothing, unless an index names it.
  if (
    /(?:^|=)pypi\.python\.org$/.test(last.text) &&
    !words.some(({ text }) => text.includes('//pypi.python'))
  )
    return undefined;
  const all = words.flatMap((word, i) =>
    trusts.test(word.text)
      ? [without(words, word, word.text.includes('=') ? word : (words[i + 1] ?? word))]
      : [],
  );
  const title = all.length > 1 ? 'Remove the trusted hosts' : drop(words, option, last).title;
  return { at: [option.span[0], last.span[1]], fix: { title, edits: () => all } };
};
