import { isImageName } from '../../text/image.ts';
import { nearest } from '../../text/nearest.ts';
import type { Word } from '../word.ts';
import type { Directive, Instruction, Problem, Stage } from './model.ts';

const none: readonly Problem[] = [];

/** What BuildKit refuses in words whose variables it replaces itself: open quotes and modifiers that it does not know. */
export const checkWords = (instruction: Instruction, escape: string): readonly Problem[] => {
  switch (instruction.keyword) {
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      if (instruction.pairs.every(({ key, value }) => key.text !== '' && isPlain(value)))
        return none;
      return instruction.pairs.flatMap(({ key, value }) => [
        ...(key.text === ''
          ? [
              {
                kind: 'syntax' as const,
                span: value ? ([key.span[0], value.span[1]] as const) : key.span,
                message: `${instruction.keyword} needs a name before the =.`,
              },
            ]
          : none),
        ...(value ? checkWord(value, escape) : none),
      ]);
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'EXPOSE':
      if (instruction.words.every(isPlain)) return none;
      return instruction.words.flatMap((word) => checkWord(word, escape));
    case 'COPY':
    case 'ADD':
      if (instruction.sources.every(isPlain) && isPlain(instruction.target)) return none;
      return [...instruction.sources, ...(instruction.target ? [instruction.target] : [])].flatMap(
        (word) => checkWord(word, escape),
      );
    default:
      return none;
  }
};

/** Whether a word has nothing in it that could be wrong. */
const isPlain = (word: Word | undefined): boolean => !word || !/["'$]/.test(word.raw);

const modifier = /\$\{[A-Za-z_]\w*(.?)/gs;

const checkWord = (word: Word, escape: string): readonly Problem[] => {
  const { raw, span } = word;
  if (!/["'$]/.test(raw)) return none;
  const open = openQuote(raw, escape);
  if (open)
    return [{ kind: 'syntax', span, message: `The quote ${open} is not closed on this line.` }];
  if (!word.dynamic) return none;
  for (const match of raw.matchAll(modifier)) {
    const next = match[1] ?? '';
    const two = raw.slice(match.index + match[0].length - next.length).slice(0, 2);
    if (/^(?:[-+?}#%/]|:[-+?])/.test(two)) continue;
    // The word's own text is in one piece where its length is that of its span.
    const whole = span[1] - span[0] === raw.length;
    const start = span[0] + match.index;
    return [
      {
        kind: 'syntax',
        span: whole ? [start, Math.min(span[1], start + match[0].length)] : span,
        message:
          two === '' || !raw.includes('}', match.index)
            ? 'The variable has no closing brace.'
            : `Docker knows no "${two}" behind a variable's name; it knows :-, :+ and :?.`,
      },
    ];
  }
  return none;
};

/** The quote that a word opens and does not close. */
const openQuote = (raw: string, escape: string): string => {
  let quote = '';
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i] ?? '';
    if (char === escape && quote !== "'") i++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
  }
  return quote;
};

// Signals of Linux, signal(7), 2026-11.
const signals =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'
    .split(' ')
    .map((name) => `SIG${name}`);

/** Whether STOPSIGNAL names a signal of Linux or a number. */
export const checkSignal = (word: Word): readonly Problem[] => {
  const text = word.text.toUpperCase();
  const full = text.startsWith('SIG') ? text : `SIG${text}`;
  if (word.dynamic || signals.includes(full) || /^SIGRTM(?:IN(?:\+\d+)?|AX(?:-\d+)?)$/.test(full))
    return none;
  if (/^\d+$/.test(text) && Number(text) > 0) return none;
  const near = nearest(full, signals);
  return [
    {
      kind: 'syntax',
      span: word.span,
      message: `"${word.text}" is no signal of Linux.${near ? ` Did you mean ${near}?` : ''}`,
      ...(near ? { instead: near } : {}),
    },
  ];
};

/** What is not the name of an image: capitals, two tags, a digest of the wrong length. */
export const checkReferences = (stages: readonly Stage[]): readonly Problem[] =>
  stages.flatMap(({ from: { image }, parent }) => {
    if (!image || image.dynamic || parent) return none;
    // What a template is going to replace.
    if (/[{}<>%$]|__\w+__/.test(image.text) || isImageName(image.text)) return none;
    const lower = image.text.toLowerCase();
    const right = isImageName(lower) ? lower : undefined;
    return [
      {
        kind: 'syntax' as const,
        span: image.span,
        message: right
          ? `The name of an image is written in lower case: ${right}.`
          : `"${image.text}" is not the name of an image, which is repository:tag or repository@digest.`,
        ...(right ? { instead: right } : {}),
      },
    ];
  });

/** What BuildKit refuses in the directives on the first lines. */
export const checkDirectives = (directives: readonly Directive[]): readonly Problem[] =>
  directives.flatMap(({ name, value, span }, i): readonly Problem[] => {
    if (directives.slice(0, i).some((each) => each.name === name))
      return [{ kind: 'syntax', span, message: `Only one ${name} directive may stand in a file.` }];
    if (name !== 'escape' || value === '\\' || value === '`') return none;
    return [
      { kind: 'syntax', span, message: 'The escape character is a backslash or a backtick.' },
    ];
  });
