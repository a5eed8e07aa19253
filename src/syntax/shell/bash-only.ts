import {
  type Command,
  forEachChild,
  type ParameterExpansionPart,
  parse,
  type Redirection,
  type SyntaxNode,
  type Word,
} from 'unbash';

/** A piece of a shell text that bash reads and a plainer shell does not. */
export interface BashOnly {
  readonly kind: BashKind;
  readonly start: number;
  readonly end: number;
  /** As it is written, or the name of the command. */
  readonly text: string;
}

/** What `bashOnly` finds. */
export type BashKind = keyof typeof ashToo;

// Tried in dash 0.5.12 and in the ash of busybox 1.35 (2026-11): whether ash reads it as bash does.
const ashToo = {
  source: true,
  equals: true,
  test: true,
  pipefail: true,
  substitution: true,
  output: true,
  function: true,
  parameter: true,
  quote: true,
  let: true,
  command: false,
  array: false,
  'here-string': false,
  case: false,
  arithmetic: false,
  loop: false,
  select: false,
  pipe: false,
  braces: false,
  echo: true,
} as const;

/** Whether the ash of busybox reads a piece as bash does. */
export const readByAsh = (kind: BashKind): boolean => ashToo[kind];

/** Programs whose words name files: what braces mean to them is plain. */
const takesFiles =
  /^(?:mkdir|rmdir|cp|mv|rm|touch|ln|chmod|chown|cat|ls|install|apt|apt-get|tar|zip|unzip)$/;
const bashCommands: ReadonlySet<string> = new Set([
  ...['pushd', 'popd', 'dirs', 'declare', 'typeset', 'shopt', 'mapfile', 'readarray', 'compgen'],
]);

const deepest = 64;
const holdsAny =
  /\becho\s+-n?e|\b(?:source|pushd|popd|dirs|declare|typeset|shopt|mapfile|readarray|compgen|let|function|select|pipefail)\b|\[\[|==|<\(|>\(|&>|>&|\|&|<<<|\(\(|\w\+?=\(|\$'|\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}|\$\{!|\$\{\w+(?:\[|\^|,|:[\d ]|\/)/;

/** Whether a text may have something of bash alone; cheaper than looking. */
export const mayHoldBash = (text: string): boolean => holdsAny.test(text);

/** What a shell text has of bash alone, in order. */
export const bashOnly = (text: string): readonly BashOnly[] => {
  if (!mayHoldBash(text)) return [];
  const found: BashOnly[] = [];
  const walk = (node: SyntaxNode, depth: number): void => {
    if (depth > deepest) return;
    found.push(...foundIn(node, text));
    forEachChild(node, (child) => walk(child, depth + 1));
  };
  for (const statement of parse(text).commands) walk(statement, 0);
  return found.sort((a, b) => a.start - b.start);
};

const foundIn = (node: SyntaxNode, text: string): readonly BashOnly[] => {
  const piece = (kind: BashKind, start = node.pos, end = node.end): readonly BashOnly[] => [
    { kind, start, end, text: text.slice(start, end) },
  ];
  switch (node.type) {
    case 'Command':
      return inCommand(node);
    case 'TestCommand':
      return piece('test', node.pos, node.pos + 2);
    case 'ProcessSubstitution':
      return piece('substitution');
    case 'HereString':
      return piece('here-string', node.pos, node.pos + 3);
    case 'Redirect':
      return node.operator === '&>' ||
        node.operator === '&>>' ||
        (node.operator === '>&' && node.target && !/^(?:[\d-]|\$)/.test(node.target.text))
        ? piece('output', node.pos, node.target?.pos ?? node.end)
        : [];
    case 'Function':
      return text.startsWith('function', node.pos)
        ? piece('function', node.pos, node.pos + 'function'.length)
        : [];
    case 'ArrayValue':
      return piece('array');
    case 'ArithmeticCommand':
      return piece('arithmetic');
    case 'ArithmeticFor':
      return piece('loop');
    case 'Select':
      return piece('select', node.pos, node.pos + 'select'.length);
    case 'AnsiCQuoted':
      return piece('quote');
    case 'ParameterExpansion':
      return parameter(node, piece);
    case 'For':
      return node.wordlist?.flatMap(braces) ?? [];
    case 'Pipeline':
      return node.commands.slice(1).flatMap((command, i): readonly BashOnly[] => {
        const from = node.commands[i]?.end ?? command.pos;
        const at = text.slice(from, command.pos).indexOf('|&');
        const before = node.commands[i];
        if (at < 0) return before?.type === 'Command' ? escaped(before) : [];
        return piece('pipe', from + at, from + at + 2);
      });
    default:
      return [];
  }
};

const parameter = (
  { prefix, index, operation }: ParameterExpansionPart,
  piece: (kind: BashKind) => readonly BashOnly[],
): readonly BashOnly[] => {
  if (prefix === '!' || index) return piece('case');
  switch (operation?.type) {
    case 'CaseModification':
    case 'Transform':
      return piece('case');
    case 'Replace':
    case 'Slice':
      return piece('parameter');
    default:
      return [];
  }
};

const inCommand = (command: Command): readonly BashOnly[] => {
  const { name, args, pos, end, redirects } = command;
  if (!name) return [];
  const { value } = name;
  const words = args.filter((each) => each.type === 'Word');
  const named = (kind: BashKind): readonly BashOnly[] => [
    { kind, start: name.pos, end: name.end, text: value },
  ];
  if (value === 'source') return words.length > 0 ? named('source') : [];
  if (value === 'let') return named('let');
  if (bashCommands.has(value)) return named('command');
  if (value === 'set') {
    const option = words.find((word) => word.text === 'pipefail');
    return option ? [{ kind: 'pipefail', start: pos, end, text: 'set -o pipefail' }] : [];
  }
  if (value === '[' || value === 'test')
    return words
      .filter((word) => word.text === '==')
      .map((word) => ({ kind: 'equals', start: word.pos, end: word.end, text: '==' }));
  if (redirects.some(writesFile)) return escaped(command);
  return takesFiles.test(value) ? words.flatMap(braces) : [];
};

const writesFile = (each: Redirection): boolean =>
  each.type === 'Redirect' &&
  (each.operator === '>' || each.operator === '>>') &&
  !each.target?.text.startsWith('/dev/');

/** `echo -e` up to its option. What it prints in the log of a build does no harm. */
const escaped = ({ name, args }: Command): readonly BashOnly[] => {
  const [option] = args;
  if (name?.value !== 'echo' || option?.type !== 'Word' || !/^-(?:e|ne|en)$/.test(option.text))
    return [];
  const { text } = option;
  return [{ kind: 'echo', start: name.pos, end: option.end, text: `echo ${text}` }];
};

/** Braces that bash makes several words of. */
const braces = ({ parts }: Word): readonly BashOnly[] =>
  (parts ?? []).flatMap((part) =>
    part.type === 'BraceExpansion'
      ? [{ kind: 'braces', start: part.pos, end: part.end, text: part.text }]
      : [],
  );
