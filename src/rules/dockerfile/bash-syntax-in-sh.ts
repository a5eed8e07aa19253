import { shellOf } from '../../data/image-release.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import { spanOf } from '../../syntax/dockerfile/logical.ts';
import type { Dockerfile, Run, Stage, Start } from '../../syntax/dockerfile/model.ts';
import { shellText } from '../../syntax/dockerfile/shell-text.ts';
import { lineage, namedImage } from '../../syntax/dockerfile/stages.ts';
import { statesOf } from '../../syntax/dockerfile/state.ts';
import {
  type BashKind,
  type BashOnly,
  bashOnly,
  mayHoldBash,
  readByAsh,
} from '../../syntax/shell/bash-only.ts';
import { insert, replace } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import { lazy } from '../../text/memo.ts';
import { type Span, slice } from '../../text/span.ts';
import type { Alias, Finding, Fix, Rule } from '../rule.ts';
import docs from './bash-syntax-in-sh.md' with { type: 'text' };

const rule: Rule = {
  id: 'bash-syntax-in-sh',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['RUN', 'CMD', 'ENTRYPOINT'],

  *check(file) {
    for (const stage of file.stages) {
      const image = namedImage(stage);
      const shell = image && shellOf(image);
      if (!shell) continue;
      const replaced = lazy(() => replacesShell(file, stage));
      for (const { instruction, state } of statesOf(file, stage)) {
        const { keyword } = instruction;
        if (keyword !== 'RUN' && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') continue;
        if (!/^(?:\/bin\/)?sh$/.test(state.shell[0] ?? '')) continue;
        if (!mayHoldBash(slice(file.text, instruction.span))) continue;
        for (const found of judge(file, instruction, shell)) if (!replaced()) yield found;
      }
    }
  },
};
export default rule;

const judge = function* (
  file: Dockerfile,
  instruction: Run | Start,
  shell: 'dash' | 'ash',
): Generator<Finding> {
  const logical = handedToShell(file, instruction) ? shellText(file, instruction) : undefined;
  if (!logical || /^#!|BASH_VERSION/.test(logical.text)) return;
  const found = bashOnly(logical.text).filter(({ kind }) => shell === 'dash' || !readByAsh(kind));
  const fixed = found.map((each) => ({ each, plain: plainer(each, logical.text) }));
  const hard = fixed.find(({ plain }) => plain === undefined);
  // What needs bash needs SHELL, which helps the rest of the instruction too.
  for (const { each, plain } of hard ? [hard] : fixed) {
    const at = spanOf(logical, each.start, each.end);
    const fix = plain ? plain(at) : shell === 'dash' ? setShell(file, instruction) : undefined;
    yield {
      at,
      message: messages[each.kind](each.text, shell),
      ...(each.kind === 'echo' ? { severity: 'warning' as const } : {}),
      ...(aliases[each.kind] ? { aka: aliases[each.kind] ?? [] } : {}),
      ...(fix ? { fixes: [fix] } : {}),
    };
  }
};

/** Not one whose here-document another shell reads: `RUN <<EOF bash`. */
const handedToShell = ({ text }: Dockerfile, instruction: Run | Start): boolean => {
  const [only] = instruction.keyword === 'RUN' ? instruction.heredocs : [];
  if (!only) return true;
  return /^<<-?\s*\S+\s*$/.test(text.slice(instruction.operands[0], only.body[0]));
};

/** Whether a stage puts another shell in the place of /bin/sh. */
const replacesShell = (file: Dockerfile, stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some((each) => {
      if (each.keyword !== 'RUN') return false;
      const text = file.text.slice(...each.span);
      return replacers.test(text) && /(?<![.\w-])(?:sh|dash)\b/.test(text);
    }),
  );

const replacers = /\b(?:ln|mv|cp|dpkg-divert|dpkg-reconfigure|update-alternatives)\b/;

/** What does the same in every shell; undefined where bash is needed. */
const plainer = (
  { kind, end, text: own }: BashOnly,
  text: string,
): ((at: Span) => Fix) | undefined => {
  if (kind === 'echo') {
    const format = own.includes('n', 'echo -'.length) ? '%b' : '%b\\n';
    // Of several words printf would write a line each.
    return /^\s+(?:"[^"]*"|'[^']*'|[\w./-]+)\s*(?:>|\|)/.test(text.slice(end))
      ? (at) => ({ title: 'Write printf', edits: () => [replace(at, `printf '${format}'`)] })
      : (at) => ({
          title: `Remove ${own.slice('echo '.length)}`,
          edits: () => [replace(at, format === '%b' ? 'echo -n' : 'echo')],
        });
  }
  if (kind === 'equals') return (at) => ({ title: 'Write =', edits: () => [replace(at, '=')] });
  if (kind !== 'source') return undefined;
  const [, file = '', more] = /^\s+([^\s;&|]+)\s*([^;&|)\s]?)/.exec(text.slice(end)) ?? [];
  if (more || !posixScript.test(file)) return undefined;
  return (at) => ({ title: 'Write . for source', edits: () => [replace(at, '.')] });
};

/** Scripts that are written for every POSIX shell: of virtual environments, conda, Rust and nvm. */
const posixScript = /\/(?:bin\/activate|conda\.sh|\.cargo\/env|nvm\.sh|os-release)["']?$/;

const setShell = (file: Dockerfile, instruction: Run | Start): Fix => ({
  title: 'Set SHELL to bash',
  edits: () => [
    insert(aboveOf(file.text, instruction), `SHELL ["/bin/bash", "-c"]${lineEndOf(file.text)}`),
  ],
});

type Message = (text: string, shell: string) => string;

const unread =
  (what: string): Message =>
  (_, shell) =>
    `${what} is syntax of bash; /bin/sh is ${shell} here and stops with a syntax error.`;
const literal =
  (what: (text: string) => string): Message =>
  (text, shell) =>
    `${what(text)} is syntax of bash; /bin/sh is ${shell} here and takes it literally.`;
const notFound: Message = (text, shell) =>
  `${text} is a command of bash; /bin/sh is ${shell} here and prints "${text}: not found".`;

const messages: Readonly<Record<BashKind, Message>> = {
  source: notFound,
  command: notFound,
  let: notFound,
  test: notFound,
  equals: (_, shell) =>
    `== in [ ] is syntax of bash; /bin/sh is ${shell} here and prints "unexpected operator", so the test is never true.`,
  pipefail: (_, shell) =>
    `pipefail is an option of bash; /bin/sh is ${shell} here and stops with "Illegal option -o pipefail".`,
  output: (text, shell) =>
    text.trim().startsWith('&')
      ? `${text.trim()} is syntax of bash; /bin/sh is ${shell} here and starts the command in the background.`
      : `${text.trim()} with a file is syntax of bash; /bin/sh is ${shell} here and stops with "Bad fd number".`,
  substitution: unread('A process substitution'),
  'here-string': unread('<<<'),
  function: unread('The word function'),
  array: unread('An array'),
  parameter: (text, shell) =>
    `${text} is syntax of bash; /bin/sh is ${shell} here and stops with "Bad substitution".`,
  case: (text, shell) =>
    `${text} is syntax of bash; /bin/sh is ${shell} here and stops with "bad substitution".`,
  arithmetic: (text, shell) =>
    `${text} is syntax of bash; /bin/sh is ${shell} here and runs what is in it as a command.`,
  loop: unread('A for loop that counts'),
  select: unread('select'),
  pipe: unread('|&'),
  quote: literal((text) => text),
  braces: literal((text) => text),
  echo: (text, shell) =>
    `${text} is an option of bash; /bin/sh is ${shell} here and writes "${text.slice('echo '.length)}" as well.`,
};

const aliases: Readonly<Partial<Record<BashKind, readonly Alias[]>>> = {
  source: ['shellcheck/SC3046'],
  test: ['shellcheck/SC3010'],
  equals: ['shellcheck/SC3014'],
  pipefail: ['shellcheck/SC3040'],
  substitution: ['shellcheck/SC3001'],
  quote: ['shellcheck/SC3003'],
  loop: ['shellcheck/SC3005'],
  arithmetic: ['shellcheck/SC3006'],
  select: ['shellcheck/SC3008'],
  braces: ['shellcheck/SC3009'],
  echo: ['shellcheck/SC3037'],
  'here-string': ['shellcheck/SC3011'],
  let: ['shellcheck/SC3039'],
  array: ['shellcheck/SC3030'],
  parameter: ['shellcheck/SC3060', 'shellcheck/SC3057'],
};
