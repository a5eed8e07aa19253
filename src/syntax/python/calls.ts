import type { Span } from '../../text/span.ts';
import { codeEnd } from './mask.ts';

/** A call such as `uvicorn.run(app, host="0.0.0.0", port=8000)`. */
export interface Call {
  /** The dotted callee: `uvicorn.run`, `app.run`, `demo.launch`. */
  readonly callee: string;
  /** The callee's span. */
  readonly span: Span;
  /** From the opening to behind the closing parenthesis. */
  readonly brackets: Span;
  /** Keyword arguments with their source. */
  readonly keywords: ReadonlyMap<string, { readonly source: string; readonly span: Span }>;
  /** How many arguments have no keyword. */
  readonly positional: number;
  /** Whether `*args` or `**kwargs` hide arguments. */
  readonly open: boolean;
  /** The offset behind the last argument, where another one can be added; behind the bracket where there is none. */
  readonly end: number;
}

const verb = /\.(?:run|launch|run_app)[ \t]*\(/g;
const longest = 4000;
const mostCalls = 200;

/** The calls among the first two hundred that may start a server. */
export const readCalls = (text: string, masked: string): readonly Call[] => {
  const calls: Call[] = [];
  let tried = 0;
  for (const match of masked.matchAll(verb)) {
    if (tried++ >= mostCalls) break;
    const open = match.index + match[0].length - 1;
    const end = match.index + match[0].replace(/[ \t]*\($/, '').length;
    const start = calleeStart(masked, match.index);
    const callee = masked.slice(start, end);
    const close = closing(masked, open);
    if (close < 0 || !/^[A-Za-z_][\w.]*$/.test(callee)) continue;
    const brackets: Span = [open, close + 1];
    calls.push({
      callee,
      span: [start, end],
      brackets,
      ...argumentsOf(text, masked, open + 1, close),
    });
  }
  return calls;
};

/** The argument that makes worker processes read the data of a training: `num_workers=8`. */
export interface DataWorkers {
  readonly source: string;
  readonly span: Span;
}

const loader = /\b(?:DataLoader|(?:Seq2Seq)?TrainingArguments)[ \t]*\(/g;
const workerNames = ['num_workers', 'dataloader_num_workers'];

/** The first call of PyTorch's DataLoader, or of transformers' TrainingArguments, with workers: a number above 0, or one a CPU. */
export const dataWorkers = (text: string, masked: string): DataWorkers | undefined => {
  let tried = 0;
  for (const match of masked.matchAll(loader)) {
    if (tried++ >= mostCalls) break;
    const open = match.index + match[0].length - 1;
    const close = closing(masked, open);
    if (close < 0) continue;
    const { keywords } = argumentsOf(text, masked, open + 1, close);
    for (const name of workerNames) {
      const workers = keywords.get(name);
      if (workers && /^(?:[1-9]\d*|(?:\w+\.)*cpu_count\(\))$/.test(workers.source))
        return { source: `${name}=${workers.source}`, span: workers.span };
    }
  }
  return undefined;
};

/** Where the dotted name that ends at `end` starts. */
const calleeStart = (masked: string, end: number): number => {
  let start = end;
  while (start > 0 && end - start < 200 && /[\w.]/.test(masked[start - 1] ?? '')) start--;
  return start;
};

const closing = (masked: string, open: number): number => {
  let depth = 0;
  for (let i = open; i < Math.min(masked.length, open + longest); i++) {
    const char = masked[i] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return i;
  }
  return -1;
};

const argumentsOf = (
  text: string,
  masked: string,
  from: number,
  to: number,
): Pick<Call, 'keywords' | 'positional' | 'open' | 'end'> => {
  const keywords = new Map<string, { source: string; span: Span }>();
  let open = false;
  let positional = 0;
  let last = from;
  let depth = 0;
  let start = from;
  const end = (at: number): void => {
    const part = masked.slice(start, at);
    const behind = codeEnd(text, start, at);
    if (behind === start) return;
    last = behind;
    if (/^\s*\*/.test(part)) open = true;
    const match = /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(part);
    if (!match?.[1]) {
      if (!/^\s*\*/.test(part)) positional++;
      return;
    }
    const written = text.slice(start + match[0].length, at);
    const source = written.trim();
    const value = start + match[0].length + written.length - written.trimStart().length;
    keywords.set(match[1], { source, span: [value, value + source.length] });
  };
  for (let i = from; i < to; i++) {
    const char = masked[i] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) {
      end(i);
      start = i + 1;
    }
  }
  end(to);
  return { keywords, positional, open, end: last };
};

/** The value of a Python string or whole number literal, or undefined for any other expression. */
export const literal = (source: string): string | undefined =>
  /^(?:[rRuU]?(["'])([^"'\\]*)\1|(\d+))$/
    .exec(source.trim())
    ?.slice(2)
    .find((part) => part !== undefined);
