import { buildkitChecks } from '../data/peer-names.ts';
import type { Directive, Dockerfile } from '../syntax/dockerfile/model.ts';
import { type Span, slice } from '../text/span.ts';

/** What a `# check=` comment asks of BuildKit's build checks. */
export interface CheckOptions {
  /** Names of checks with their places; `*` for all. */
  readonly skip: readonly { readonly name: string; readonly at: Span }[];
  /** Findings stop the build. */
  readonly error: boolean;
  /** Experimental checks to run; `*` for all. */
  readonly experimental: readonly string[];
}

/** Reads the value of a `check` comment that stands at `start`; BuildKit cuts it at the first blank and heeds capitals. */
export const readCheck = (value: string, start: number): CheckOptions => {
  const skip: { name: string; at: Span }[] = [];
  const experimental: string[] = [];
  let error = false;
  let at = start;
  for (const option of (value.split(/\s/, 1)[0] ?? '').split(';')) {
    const equals = option.indexOf('=');
    const key = option.slice(0, Math.max(0, equals));
    const text = option.slice(equals + 1);
    if (key === 'error') error = /^(?:1|t|true)$/i.test(text);
    if (key === 'experimental') experimental.push(...text.split(',').map(orAll));
    let from = at + equals + 1;
    for (const word of key === 'skip' ? text.split(',') : []) {
      const name = orAll(word);
      if (name === '*' || buildkitChecks.has(name))
        skip.push({ name, at: [from, from + word.length] });
      from += word.length + 1;
    }
    at += option.length + 1;
  }
  return { skip, error, experimental };
};

const orAll = (word: string): string => (word === 'all' ? '*' : word);

/** The value of a directive as its line has it, and where it starts. */
export const directiveValue = (
  { text }: Dockerfile,
  { span }: Directive,
): { readonly value: string; readonly start: number } => {
  const line = slice(text, span);
  const start = /^[^=]*=[ \t]*/.exec(line)?.[0].length ?? line.length;
  return { value: line.slice(start), start: span[0] + start };
};

/** The options of the file's `check` directive, when it has one. */
export const checkDirective = (file: Dockerfile): CheckOptions | undefined => {
  const directive = file.directives.find(({ name }) => name === 'check');
  if (!directive) return undefined;
  const { value, start } = directiveValue(file, directive);
  return readCheck(value, start);
};
