import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
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

/** What BuildKit refuses in one instruction, looking at it alone. */
export function* checkInstruction(instruction: Instruction): Generator<Problem> {
  const { word, operands } = instruction;
  const empty = operands[0] === operands[1];
  for (const flag of instruction.flags) yield* checkFlag(instruction.keyword, flag);
  switch (instruction.keyword) {
    case 'UNKNOWN':
      return yield checkUnknown(instruction);
    case 'FROM':
      return yield* checkFrom(instruction);
    case 'COPY':
    case 'ADD':
      return yield* checkCopy(instruction);
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      return yield* checkPairs(instruction);
    case 'ONBUILD':
      return yield* checkOnbuild(instruction);
    case 'SHELL':
    case 'EXPOSE':
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
      return yield* checkPlain(instruction);
    case 'RUN':
      if (empty) yield problem(word.span, 'RUN needs a command.');
      return;
    case 'HEALTHCHECK':
      if (empty) yield problem(word.span, 'HEALTHCHECK needs CMD with a command, or NONE.');
      return;
    default:
  }
}

const checkUnknown = ({ word }: Instruction): Problem => {
  const instead = nearest(word.raw.toUpperCase(), keywords);
  const hint = instead ? ` Did you mean ${instead}?` : '';
  const message = `${word.raw} is no Dockerfile instruction.${hint}`;
  return { ...problem(word.span, message, instead), kind: 'unknown-instruction' };
};

function* checkFrom({ word, image, as, name }: From): Generator<Problem> {
  if (!image) return yield problem(word.span, 'FROM needs the name of an image or stage.');
  if (!as) return;
  if (as.raw.toUpperCase() !== 'AS') {
    return yield problem(as.span, `FROM takes an image and "AS name", not "${as.raw}".`);
  }
  if (!name) return yield problem(as.span, 'AS needs the name of the stage.');
  if (name.dynamic || /^[a-z][a-z0-9-_.]*$/i.test(name.text)) return;
  const rule = 'use letters, digits, "-", "_" and ".", a letter first';
  yield problem(name.span, `"${name.text}" cannot name a stage: ${rule}.`);
}

function* checkCopy({ keyword, word, target, sources, heredocs }: Copy): Generator<Problem> {
  if (target && sources.length + heredocs.length > 0) return;
  yield problem(word.span, `${keyword} needs a source and a destination.`);
}

function* checkPairs({ keyword, word, pairs }: Pairs): Generator<Problem> {
  const wanted = keyword === 'ARG' ? 'a name' : 'a name and a value';
  if (pairs.length === 0) return yield problem(word.span, `${keyword} needs ${wanted}.`);
  if (keyword === 'ARG') return;
  for (const { key, value, span } of pairs) {
    if (value) continue;
    yield problem(span, `${keyword} ${key.text} has no value: write ${key.text}=value.`);
  }
}

function* checkOnbuild({ word, trigger }: Onbuild): Generator<Problem> {
  if (!trigger) return yield problem(word.span, 'ONBUILD needs an instruction.');
  if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(trigger.keyword)) {
    return yield problem(trigger.word.span, `${trigger.keyword} cannot stand behind ONBUILD.`);
  }
  yield* checkInstruction(trigger);
}

function* checkPlain({ keyword, word, words, form }: Plain): Generator<Problem> {
  if (keyword === 'SHELL' && (form !== 'exec' || words.length === 0)) {
    return yield problem(word.span, 'SHELL needs a JSON array such as ["/bin/bash", "-c"].');
  }
  if (words.length === 0) return yield problem(word.span, `${keyword} needs a value.`);
  if (keyword !== 'EXPOSE') return;
  for (const port of words) {
    if (port.dynamic || isPort(port.text)) continue;
    yield problem(
      port.span,
      `"${port.text}" is no port: EXPOSE takes 1 to 65535, a range or port/protocol.`,
    );
  }
}

function* checkFlag(keyword: string, { name, span }: Flag): Generator<Problem> {
  const known = flagsOf[keyword] ?? [];
  if (keyword === 'UNKNOWN' || known.includes(name)) return;
  const near = nearest(name, known);
  const hint = near ? ` Did you mean --${near}?` : '';
  const at: Span = [span[0], span[0] + 2 + name.length];
  yield problem(at, `${keyword} has no flag --${name}.${hint}`, near && `--${near}`);
}

/** Whether a word is a port, a range or either with a protocol, possibly with the deprecated host part. */
const isPort = (text: string): boolean => {
  const match = /^(?:(?:[\d.]+:)?\d*:)?(\d+)(?:-(\d+))?(?:\/(?:tcp|udp|sctp))?$/i.exec(text);
  if (!match) return false;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from <= to && to <= 65535;
};

/** What BuildKit refuses in the order of instructions. */
export function* checkOrder(instructions: readonly Instruction[]): Generator<Problem> {
  for (const { keyword, word } of instructions) {
    if (keyword === 'FROM') return;
    if (keyword === 'ARG' || keyword === 'UNKNOWN') continue;
    return yield problem(word.span, `${keyword} stands before the first FROM, where only ARG may.`);
  }
}
