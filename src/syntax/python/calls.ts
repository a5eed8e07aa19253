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

/** A call that downloads a model or a data set when it runs and its cache does not have it. */
export interface Download {
  /** The dotted callee: `pipeline`, `AutoModel.from_pretrained`. */
  readonly callee: string;
  readonly span: Span;
  /** What it names, where that is a literal: `org/model`; missing for the default of a pipeline. */
  readonly name?: string;
}

const download =
  /(?<![\w.])(?:transformers\.)?(?:pipeline|SentenceTransformer|CrossEncoder|snapshot_download|hf_hub_download|load_dataset|[A-Z]\w*\.from_pretrained)[ \t]*\(/g;
const namedBy = ['model', 'repo_id', 'model_name_or_path', 'pretrained_model_name_or_path', 'path'];

/** The text that the one assignment of a name in a file gives it: `MODEL = "org/model"`. */
const constant = (name: string, text: string): string | undefined => {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const [only, more] = [
    ...text.matchAll(
      new RegExp(`(?<![\\w.])${name}[ \\t]*(?::[ \\t]*\\w+[ \\t]*)?=(?!=)([^\\n#]*)`, 'g'),
    ),
  ];
  return only && !more ? literal((only[1] ?? '').trim()) : undefined;
};

/** The first call of Hugging Face's libraries that downloads what a literal names, or the default model of a pipeline. */
export const firstDownload = (text: string, masked: string): Download | undefined => {
  let tried = 0;
  for (const match of masked.matchAll(download)) {
    if (tried++ >= mostCalls) break;
    const open = match.index + match[0].length - 1;
    const close = closing(masked, open);
    if (close < 0) continue;
    const callee = match[0].replace(/[ \t]*\($/, '');
    const { keywords, open: hidden, positional } = argumentsOf(text, masked, open + 1, close);
    if (hidden || keywords.has('local_files_only') || keywords.has('cache_dir')) continue;
    if (keywords.has('cache_folder') || keywords.has('local_dir')) continue;
    const given = namedBy.flatMap((key) => keywords.get(key)?.source ?? [])[0];
    const pipeline = /pipeline$/.test(callee);
    const first = pipeline ? undefined : text.slice(open + 1, close).split(',')[0];
    const source = given ?? (positional > 0 ? first : undefined);
    const span: Span = [match.index, match.index + callee.length];
    if (pipeline && source === undefined && positional === 1) return { callee, span };
    const name =
      source === undefined ? undefined : (literal(source) ?? constant(source.trim(), text));
    // A path names files that are there.
    if (name !== undefined && /^[\w-]+(?:\/[\w.-]+)?$/.test(name)) return { callee, span, name };
  }
  return undefined;
};

/** A variable of the environment, and where a file reads it. */
export interface ReadVariable {
  readonly name: string;
  readonly span: Span;
}

const environment = /\bos[ \t]*\.[ \t]*(?:environ(?:\.get)?|getenv)[ \t]*[[(]/g;

/** The variables named as ports that a file reads: `os.environ["REDIS_PORT"]`. */
export const readPorts = (text: string, masked: string): readonly ReadVariable[] => {
  const found: ReadVariable[] = [];
  let tried = 0;
  for (const match of masked.matchAll(environment)) {
    if (tried++ >= mostCalls) break;
    const open = match.index + match[0].length;
    const [whole, blank = '', , name] =
      /^(\s*)(["'])([A-Z][A-Z0-9_]*_PORT)\2/.exec(text.slice(open, open + 120)) ?? [];
    if (whole && name) found.push({ name, span: [open + blank.length, open + whole.length] });
  }
  return found;
};

/** Where the dotted name that ends at `end` starts. */
const calleeStart = (masked: string, end: number): number => {
  let start = end;
  while (start > 0 && end - start < 200 && /[\w.]/.test(masked[start - 1] ?? '')) start--;
  return start;
};

/** The offset of the bracket that closes the one at `open`; -1 where none does soon. */
export const closing = (masked: string, open: number, most = longest): number => {
  let depth = 0;
  for (let i = open; i < Math.min(masked.length, open + most); i++) {
    const char = masked[i] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return i;
  }
  return -1;
};

/** The arguments of a call between two offsets. */
export const argumentsOf = (
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
