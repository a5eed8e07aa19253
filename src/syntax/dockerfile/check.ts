import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import { checkFlagValues } from './check-flags.ts';
import { checkSignal, checkWords } from './check-words.ts';
import { keywords } from './instruction.ts';
import type { Copy, Flag, From, Instruction, Onbuild, Pairs, Plain, Problem } from './model.ts';

/** The flags of each instruction that takes any, as of Dockerfile frontend 1.26 (2026-07). */
export const flagsOf: Readonly<Record<string, readonly string[]>> = {
  FROM: ['platform'],
  RUN: ['mount', 'network', 'security', 'device'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  ADD: ['chown', 'chmod', 'link', 'checksum', 'keep-git-dir', 'exclude', 'unpack'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
};

const problem = (span: Span, message: string, instead?: string): Problem => ({
  kind: 'syntax',
  span,
  message,
  ...(instead ? { instead } : {}),
});

const none: readonly Problem[] = [];

/** What BuildKit refuses in one instruction, looking at it alone. */
export const checkInstruction = (instruction: Instruction, escape: string): readonly Problem[] => {
  const { flags, keyword } = instruction;
  const [shape, words] = [checkOwn(instruction, escape), checkWords(instruction, escape)];
  const own = words.length === 0 ? shape : [...shape, ...words];
  if (flags.length === 0) return own;
  const names = flags.flatMap((flag) => checkFlag(keyword, flag));
  return [...names, ...checkFlagValues(instruction), ...own];
};

const checkOwn = (instruction: Instruction, escape: string): readonly Problem[] => {
  const { word, operands } = instruction;
  const empty = operands[0] === operands[1];
  switch (instruction.keyword) {
    case 'UNKNOWN':
      return [checkUnknown(instruction)];
    case 'FROM':
      return checkFrom(instruction);
    case 'COPY':
    case 'ADD':
      return checkCopy(instruction);
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      return checkPairs(instruction);
    case 'ONBUILD':
      return checkOnbuild(instruction, escape);
    case 'SHELL':
    case 'EXPOSE':
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'VOLUME':
    case 'MAINTAINER':
      return checkPlain(instruction);
    case 'RUN':
      return empty ? [problem(word.span, 'RUN needs a command.')] : none;
    case 'HEALTHCHECK':
      return empty ? [problem(word.span, 'HEALTHCHECK needs CMD with a command, or NONE.')] : none;
    default:
      return none;
  }
};

const checkUnknown = ({ word }: Instruction): Problem => {
  const instead = slipOfKeyword(word.raw.toUpperCase());
  const hint = instead ? ` Did you mean ${instead}?` : '';
  const message = `${word.raw} is not a Dockerfile instruction.${hint}`;
  return { ...problem(word.span, message, instead), kind: 'unknown-instruction' };
};

/** The keyword that a word is a slip of: it starts or ends alike, as `hello` and SHELL do not. */
const slipOfKeyword = (word: string): string | undefined => {
  const near = nearest(word, keywords);
  if (near === undefined || near[0] === word[0]) return near;
  return near.endsWith(word.slice(1)) || near.slice(1) === word ? near : undefined;
};

const checkFrom = ({ word, image, as, name, more }: From): readonly Problem[] => {
  if (!image) return [problem(word.span, 'FROM needs the name of an image or stage.')];
  if (!as) return none;
  if (as.raw.toUpperCase() !== 'AS')
    return [problem(as.span, `FROM takes an image and "AS name", not "${as.raw}".`)];
  if (!name) return [problem(as.span, 'AS needs the name of the stage.')];
  if (more)
    return [problem(more.span, `FROM ends with the name of the stage, before "${more.raw}".`)];
  if (name.dynamic || /^[a-z][a-z0-9-_.]*$/i.test(name.text)) return none;
  const rule = 'use letters, digits, "-", "_" and ".", a letter first';
  return [problem(name.span, `"${name.text}" cannot name a stage: ${rule}.`)];
};

const checkCopy = ({ keyword, word, target, sources, heredocs }: Copy): readonly Problem[] =>
  target && sources.length + heredocs.length > 0
    ? none
    : [problem(word.span, `${keyword} needs a source and a destination.`)];

const checkPairs = ({ keyword, word, pairs }: Pairs): readonly Problem[] => {
  const wanted = keyword === 'ARG' ? 'a name' : 'a name and a value';
  if (pairs.length === 0) return [problem(word.span, `${keyword} needs ${wanted}.`)];
  if (keyword === 'ARG') return none;
  return pairs
    .filter(({ value }) => !value)
    .map(({ key, span }) =>
      problem(span, `${keyword} ${key.text} has no value: write ${key.text}=value.`),
    );
};

const checkOnbuild = ({ word, trigger }: Onbuild, escape: string): readonly Problem[] => {
  if (!trigger) return [problem(word.span, 'ONBUILD needs an instruction.')];
  if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(trigger.keyword))
    return [
      {
        ...problem(trigger.word.span, `${trigger.keyword} cannot stand behind ONBUILD.`),
        about: 'onbuild',
      },
    ];
  return checkInstruction(trigger, escape);
};

const checkPlain = ({ keyword, word, words, form }: Plain): readonly Problem[] => {
  if (keyword === 'SHELL' && (form !== 'exec' || words.length === 0))
    return [problem(word.span, 'SHELL needs a JSON array such as ["/bin/bash", "-c"].')];
  if (words.length === 0) return [problem(word.span, `${keyword} needs a value.`)];
  const blank = words.find(({ text }) => text === '');
  if (keyword === 'VOLUME' && blank) return [problem(blank.span, 'A volume needs a path.')];
  const second = words[1];
  if (keyword === 'STOPSIGNAL' && second)
    return [problem(second.span, 'STOPSIGNAL takes one signal.')];
  if (keyword === 'STOPSIGNAL') return words.flatMap(checkSignal);
  if (keyword !== 'EXPOSE') return none;
  return words
    .filter((port) => !port.dynamic && !isPort(port.text))
    .map((port) => {
      const message = `"${port.text}" is no port: EXPOSE takes 1 to 65535, a range or port/protocol.`;
      const tooHigh = /^[\d-]+(?:\/\w+)?$/.test(port.text) && /\d{5}/.test(port.text);
      return { ...problem(port.span, message), ...(tooHigh ? { about: 'port' } : {}) };
    });
};

const checkFlag = (keyword: string, { name, span }: Flag): readonly Problem[] => {
  const known = flagsOf[keyword] ?? [];
  if (keyword === 'UNKNOWN' || known.includes(name)) return none;
  const near = nearest(name, known);
  const hint = near ? ` Did you mean --${near}?` : '';
  const at: Span = [span[0], span[0] + 2 + name.length];
  return [problem(at, `${keyword} has no flag --${name}.${hint}`, near && `--${near}`)];
};

/** Whether a word is a port, a range or either with a protocol, possibly with the deprecated host part. */
const isPort = (text: string): boolean => {
  const match =
    /^(?:(?:[\d.]+:)?(?:\d+(?:-\d+)?)?:)?(\d+)(?:-(\d+))?(?:\/(?:tcp|udp|sctp))?$/i.exec(text);
  if (!match) return false;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from <= to && to <= 65535;
};

/** What BuildKit refuses in the order of instructions. */
export const checkOrder = (instructions: readonly Instruction[]): readonly Problem[] => {
  for (const { keyword, word } of instructions) {
    if (keyword === 'FROM') break;
    // What may be a misspelt FROM is the problem.
    if (keyword === 'UNKNOWN' && nearest(word.raw.toUpperCase(), ['FROM'])) break;
    if (keyword === 'ARG' || keyword === 'UNKNOWN') continue;
    return [
      {
        ...problem(word.span, `${keyword} stands before the first FROM, where only ARG may.`),
        about: 'order',
      },
    ];
  }
  return none;
};
