import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import type { Word } from '../word.ts';
import type { Flag, Instruction, Problem } from './model.ts';

const problem = (span: Span, message: string, instead?: string): Problem => ({
  kind: 'syntax',
  span,
  message,
  ...(instead ? { instead } : {}),
});

const none: readonly Problem[] = [];

/** Flags that stand for true without a value. */
const switches: ReadonlySet<string> = new Set(['link', 'parents', 'keep-git-dir', 'unpack']);
/** Flags that may stand several times. */
const lists: ReadonlySet<string> = new Set(['mount', 'device', 'exclude']);
const durations: ReadonlySet<string> = new Set([
  'interval',
  'timeout',
  'start-period',
  'start-interval',
]);
const networks = ['default', 'none', 'host'];
const securities = ['sandbox', 'insecure'];

/** What BuildKit refuses in the values of flags whose names it knows. */
export const checkFlagValues = (instruction: Instruction): readonly Problem[] => {
  const { flags } = instruction;
  if (flags.length === 0) return none;
  return flags.flatMap((flag, i) => {
    const twice = !lists.has(flag.name) && flags.slice(0, i).some(({ name }) => name === flag.name);
    if (twice) return [problem(flag.span, `--${flag.name} stands here twice.`)];
    return checkValue(flag);
  });
};

const checkValue = ({ name, value, span }: Flag): readonly Problem[] => {
  if (switches.has(name))
    return !value || value.dynamic || /^(?:true|false)$/i.test(value.text)
      ? none
      : [problem(value.span, `--${name} takes true or false, not "${value.text}".`)];
  if (!value) return [problem(span, `--${name} needs a value: write --${name}=…`)];
  if (value.dynamic) return none;
  if (durations.has(name)) return checkDuration(name, value);
  switch (name) {
    case 'retries':
      return /^\+?\d+$/.test(value.text)
        ? none
        : [problem(value.span, `--retries takes a number from 0, not "${value.text}".`)];
    case 'network':
      return oneOf(name, value, networks);
    case 'security':
      return oneOf(name, value, securities);
    case 'mount':
      return checkMount(value);
    default:
      return none;
  }
};

const oneOf = (what: string, value: Word, known: readonly string[]): readonly Problem[] => {
  if (known.includes(value.text)) return none;
  const near = nearest(value.text, known);
  const hint = near ? ` Did you mean ${near}?` : '';
  return [
    problem(value.span, `--${what} takes ${listed(known)}, not "${value.text}".${hint}`, near),
  ];
};

const listed = (names: readonly string[]): string =>
  `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const milliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 36e5,
};

const checkDuration = (name: string, { text, span }: Word): readonly Problem[] => {
  if (text === '0') return none;
  if (!/^[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text)) {
    const bare = /^\d+$/.test(text);
    return [
      problem(
        span,
        `--${name} takes a number with a unit, such as ${bare ? `${text}s` : '30s or 1m30s'}, not "${text}".`,
        bare ? `${text}s` : undefined,
      ),
    ];
  }
  let sum = 0;
  for (const [, number = '', unit = ''] of text.matchAll(/([\d.]+)([a-zµμ]+)/g))
    sum += Number(number) * (milliseconds[unit] ?? 0);
  return sum === 0 || (sum >= 1 && !text.startsWith('-'))
    ? none
    : [problem(span, `--${name} is at least a millisecond, or 0 for the default.`)];
};

const mountKeys = [
  'type',
  'from',
  'source',
  'src',
  'target',
  'dst',
  'destination',
  'readonly',
  'ro',
  'rw',
  'readwrite',
  'required',
  'id',
  'sharing',
  'mode',
  'uid',
  'gid',
  'size',
  'env',
];
const mountTypes = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const sharings = ['shared', 'private', 'locked'];

const checkMount = (value: Word): readonly Problem[] => {
  // In quotes a part may hold a comma, and the places of the parts are not those of the text.
  if (value.raw !== value.text) return none;
  const problems: Problem[] = [];
  let at = value.span[0];
  for (const part of value.text.split(',')) {
    const start = at;
    at += part.length + 1;
    const equals = part.indexOf('=');
    const key = (equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    const keySpan: Span = [start, start + key.length];
    const given = equals < 0 ? undefined : part.slice(equals + 1);
    const valueSpan: Span = [start + equals + 1, start + part.length];
    if (!mountKeys.includes(key)) {
      const near = nearest(key, mountKeys);
      problems.push(
        problem(
          keySpan,
          `--mount has no option ${key}.${near ? ` Did you mean ${near}?` : ''}`,
          near,
        ),
      );
    } else if (given !== undefined && (key === 'type' || key === 'sharing')) {
      const known = key === 'type' ? mountTypes : sharings;
      if (known.includes(given.toLowerCase())) continue;
      const near = nearest(given, known);
      const hint = near ? ` Did you mean ${near}?` : '';
      problems.push(
        problem(valueSpan, `${key} of a mount is ${listed(known)}, not "${given}".${hint}`, near),
      );
    }
  }
  return problems;
};
