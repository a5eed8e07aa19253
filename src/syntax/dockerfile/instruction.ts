import { type Span, touches } from '../../text/span.ts';
import { scriptOfWords } from '../shell/exec.ts';
import type { Script } from '../shell/model.ts';
import { emptyScript, parseShell, unreadScript } from '../shell/parse.ts';
import type { Word } from '../word.ts';
import { heredocMarkers, type Marker, readHeredocs } from './heredoc.ts';
import { jsonForm } from './json.ts';
import { type Logical, readLines, readLogical, spanOf } from './logical.ts';
import type { Copy, Flag, Heredoc, Instruction, Pair, Problem } from './model.ts';
import { skipSpace, wordAt, wordEnd, wordsFrom } from './words.ts';

/** What reading one instruction needs to know of its file. */
export interface Reading {
  readonly text: string;
  readonly escape: string;
  readonly problems: Problem[];
}

const plainKeywords = [
  'EXPOSE',
  'USER',
  'WORKDIR',
  'VOLUME',
  'STOPSIGNAL',
  'MAINTAINER',
  'SHELL',
] as const;
const jsonKeywords = new Set(['VOLUME', 'SHELL']);
const holdsHeredocs = new Set(['RUN', 'COPY', 'ADD']);

/** All instructions of a Dockerfile. */
export const keywords: readonly string[] = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

/** Reads the instruction at `span`. */
export const readInstruction = (reading: Reading, span: Span, index: number): Instruction => {
  const { logical, end } = readLogical(reading.text, span[0], span[1], reading.escape);
  return build(reading, logical, 0, span, end, index);
};

const build = (
  reading: Reading,
  logical: Logical,
  from: number,
  whole: Span,
  lineEnd: number,
  index: number,
): Instruction => {
  const { escape } = reading;
  const start = skipSpace(logical, from);
  const keywordEnd = wordEnd(logical, start, escape, false);
  const word = wordAt(logical, start, keywordEnd, escape);
  const keyword = word.raw.toUpperCase();
  const { flags, at } = readFlags(logical, keywordEnd, escape);
  const textEnd = logical.text.trimEnd().length;
  const operands =
    at < textEnd ? spanOf(logical, at, textEnd) : spanOf(logical, keywordEnd, keywordEnd);
  const span: Span = from === 0 ? whole : [word.span[0], whole[1]];
  const base = { span, word, flags, operands, index };
  const markers = holdsHeredocs.has(keyword) ? heredocMarkers(logical) : [];
  const { heredocs, unclosed } = markers.length
    ? readHeredocs(reading.text, markers, lineEnd, whole[1])
    : { heredocs: [], unclosed: undefined };
  if (unclosed) {
    reading.problems.push({
      kind: 'syntax',
      span: unclosed.span,
      message: `The here-document ${unclosed.name} has no closing line "${unclosed.name}".`,
    });
  }
  switch (keyword) {
    case 'FROM': {
      const [image, as, name, more] = wordsFrom(logical, at, escape);
      return {
        ...base,
        keyword,
        ...(image ? { image } : {}),
        ...(as ? { as } : {}),
        ...(name ? { name } : {}),
        ...(more ? { more } : {}),
      };
    }
    case 'RUN': {
      const json = markers.length ? undefined : jsonForm(logical, at);
      if (json?.valid)
        return {
          ...base,
          keyword,
          form: 'exec',
          words: json.words,
          heredocs,
          script: scriptOfWords(json.words),
        };
      const script = runScript(reading, logical, at, heredocs, markers[0]);
      return { ...base, keyword, form: 'shell', words: [], heredocs, script };
    }
    case 'CMD':
    case 'ENTRYPOINT':
      return { ...base, keyword, ...startOf(reading, logical, at) };
    case 'HEALTHCHECK': {
      const kindEnd = wordEnd(logical, at, escape, false);
      const kind = logical.text.slice(at, kindEnd).toUpperCase();
      reading.problems.push(...healthProblems(logical, kind, at, kindEnd));
      if (kind !== 'CMD')
        return { ...base, keyword, form: 'shell', words: [], script: emptyScript, none: true };
      return { ...base, keyword, ...startOf(reading, logical, skipSpace(logical, kindEnd)) };
    }
    case 'COPY':
    case 'ADD':
      return { ...base, ...copyOf(logical, at, escape, flags, heredocs, markers), keyword };
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return { ...base, keyword, pairs: pairsOf(logical, at, escape, keyword) };
    case 'ONBUILD': {
      if (at >= textEnd) return { ...base, keyword };
      const trigger = build(reading, logical, at, whole, lineEnd, index);
      return { ...base, keyword, trigger: { ...trigger, onbuild: true } };
    }
    default: {
      const plain = plainKeywords.find((name) => name === keyword);
      if (!plain) return { ...base, keyword: 'UNKNOWN' };
      const json = jsonKeywords.has(plain) ? jsonForm(logical, at) : undefined;
      if (json?.valid) return { ...base, keyword: plain, form: 'exec', words: json.words };
      return { ...base, keyword: plain, form: 'shell', words: wordsFrom(logical, at, escape) };
    }
  }
};

/** HEALTHCHECK takes CMD with a command, or NONE alone. */
const healthProblems = (
  logical: Logical,
  kind: string,
  at: number,
  kindEnd: number,
): readonly Problem[] => {
  const end = logical.text.trimEnd().length;
  const rest = skipSpace(logical, kindEnd);
  const found = (from: number, to: number, message: string): readonly Problem[] => [
    { kind: 'syntax', span: spanOf(logical, from, to), message },
  ];
  if (at >= end) return [];
  if (kind === 'CMD')
    return rest < end ? [] : found(at, kindEnd, 'HEALTHCHECK CMD needs a command.');
  if (kind !== 'NONE') return found(at, kindEnd, `HEALTHCHECK takes CMD or NONE, not "${kind}".`);
  return rest < end ? found(rest, end, 'HEALTHCHECK NONE takes nothing behind it.') : [];
};

const readFlags = (
  logical: Logical,
  from: number,
  escape: string,
): { flags: Flag[]; at: number } => {
  const flags: Flag[] = [];
  let at = skipSpace(logical, from);
  while (logical.text.startsWith('--', at)) {
    const end = wordEnd(logical, at, escape, true);
    const equals = logical.text.indexOf('=', at);
    const named = equals >= 0 && equals < end;
    const flag = {
      name: logical.text.slice(at + 2, named ? equals : end),
      span: spanOf(logical, at, end),
    };
    flags.push(named ? { ...flag, value: wordAt(logical, equals + 1, end, escape) } : flag);
    at = skipSpace(logical, end);
  }
  return { flags, at };
};

const runScript = (
  reading: Reading,
  logical: Logical,
  at: number,
  heredocs: readonly Heredoc[],
  marker: Marker | undefined,
): Script => {
  const text = logical.text.slice(at);
  const only = heredocs[0];
  if (only && marker && text.slice(0, marker.at - at).trim() === '') {
    const [program] = logical.text.slice(marker.end).trim().split(/\s+/);
    // `RUN <<EOF python3` gives the text to another program.
    if (program && !/^(?:\/\S*\/)?(?:ba|da|a|k|z)?sh$/.test(program)) return unreadScript;
    const body = readLines(reading.text, only.body);
    const shebang = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(body.text);
    const other = shebang?.[1]?.endsWith('/env') ? shebang[2] : shebang?.[1];
    if (other && !/(?:ba|da|a|k|z)?sh$/.test(other)) return unreadScript;
    return parseShell(body.text, (from, to) => spanOf(body, from, to));
  }
  return parseShell(text, (from, to) => spanOf(logical, at + from, at + to));
};

const startOf = (
  reading: Reading,
  logical: Logical,
  at: number,
): { form: 'shell' | 'exec'; words: readonly Word[]; script: Script; none: boolean } => {
  const json = jsonForm(logical, at);
  if (json?.valid)
    return { form: 'exec', words: json.words, script: emptyScript, none: json.words.length === 0 };
  // `[ -e /tmp/ready ] || exit 1` is a test of the shell.
  if (json && !/^\[\s+[^\s"']/.test(logical.text.slice(at).trimStart())) {
    const end = logical.text.trimEnd().length;
    reading.problems.push({
      kind: 'syntax',
      about: 'json',
      span: spanOf(logical, at, end),
      message:
        'This is no JSON array of strings, so Docker hands the text with its brackets to the shell.',
    });
    return { form: 'exec', words: [], script: unreadScript, none: true };
  }
  const script = parseShell(logical.text.slice(at), (from, to) =>
    spanOf(logical, at + from, at + to),
  );
  const [only, second] = script.commands;
  const words = only && !second && !script.broken ? only.words : [];
  return { form: 'shell', words, script, none: script.commands.length === 0 };
};

const copyOf = (
  logical: Logical,
  at: number,
  escape: string,
  flags: readonly Flag[],
  heredocs: readonly Heredoc[],
  markers: readonly Marker[],
): Omit<Copy, 'keyword' | 'span' | 'word' | 'flags' | 'operands' | 'index'> => {
  const json = jsonForm(logical, at);
  const words = json?.valid ? json.words : wordsFrom(logical, at, escape);
  const target = words.at(-1);
  const from = flags.find((flag) => flag.name === 'from')?.value;
  return {
    sources: words
      .slice(0, -1)
      .filter(({ span }) => markers.every((marker) => !touches(marker.span, span[0]))),
    ...(target ? { target } : {}),
    ...(from ? { from } : {}),
    heredocs,
  };
};

const pairsOf = (
  logical: Logical,
  at: number,
  escape: string,
  keyword: string,
): readonly Pair[] => {
  const { text } = logical;
  const first = wordEnd(logical, at, escape, true);
  const end = text.trimEnd().length;
  if (at >= end) return [];
  const legacy = keyword !== 'ARG' && !text.slice(at, first).includes('=');
  if (legacy) {
    const key = wordAt(logical, at, first, escape);
    const from = skipSpace(logical, first);
    const span = spanOf(logical, at, end);
    if (from >= end) return [{ key, span, legacy: true }];
    return [{ key, value: wordAt(logical, from, end, escape), span, legacy: true }];
  }
  const pairs: Pair[] = [];
  for (let i = at; i < end; ) {
    const stop = wordEnd(logical, i, escape, true);
    const equals = text.slice(i, stop).indexOf('=');
    const span = spanOf(logical, i, stop);
    const key = wordAt(logical, i, equals < 0 ? stop : i + equals, escape);
    pairs.push(
      equals < 0
        ? { key, span }
        : { key, value: wordAt(logical, i + equals + 1, stop, escape), span },
    );
    i = skipSpace(logical, stop);
  }
  return pairs;
};
