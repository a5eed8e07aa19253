/** The character that stands for each one of a template action, so that offsets hold. */
export const mask = '\uE000';

/** A document in which template actions are taken out. */
export interface Masked {
  /** As long as the original. */
  readonly text: string;
  /** Where lines stand that put in text of their own: `{{ toYaml .Values.resources }}`. */
  readonly inserts: readonly number[];
}

/** A line with an action at the start or end of its value: the text is a template and no YAML yet. */
const template = /^[ \t]*(?:- )?(?:[\w./"'-]+:[ \t]*)?\{[{%]|[%}]\}[ \t]*$/m;

/** Whether the text asks which API versions the cluster serves, so that no branch of it can be judged alone. */
export const asksCluster = (text: string): boolean =>
  text.includes('{{') && /\.Capabilities\b|\bsemverCompare\b/.test(text);

/** Actions that leave nothing behind: conditions, loops, comments and assignments. */
const control =
  /^\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|break|continue|fail)\b|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)/;

/** Takes the template actions out of a document; undefined when it is no template. */
export const maskTemplate = (text: string): Masked | undefined => {
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  if (!template.test(text)) return undefined;
  const out: string[] = [];
  const inserts: number[] = [];
  let done = 0;
  for (let line = runOfActions(text, 0); line; line = runOfActions(text, line.end)) {
    out.push(text.slice(done, line.start));
    const source = text.slice(line.start, line.end);
    // A whole line vanishes; blanks do not end a block of text, comments do.
    out.push(line.alone ? source.replace(/[^\r\n]/g, ' ') : mask.repeat(source.length));
    if (line.alone && line.inserts) inserts.push(line.start);
    done = line.end;
  }
  out.push(text.slice(done));
  return { text: out.join(''), inserts };
};

interface Run {
  readonly start: number;
  readonly end: number;
  /** Nothing else stands on its lines. */
  readonly alone: boolean;
  readonly inserts: boolean;
}

/** The next actions that stand side by side. */
const runOfActions = (text: string, from: number): Run | undefined => {
  const first = firstAction(text, from);
  if (!first) return undefined;
  const { start } = first;
  let { end } = first;
  let inserts = putsIn(text.slice(start, end));
  for (;;) {
    const next: number = end + (/^[ \t]*/.exec(text.slice(end, end + 200))?.[0].length ?? 0);
    const nextEnd: number | undefined = /^\{[{%]/.test(text.slice(next, next + 2))
      ? actionEnd(text, next)
      : undefined;
    if (nextEnd === undefined) break;
    inserts ||= putsIn(text.slice(next, nextEnd));
    end = nextEnd;
  }
  return { start, end, inserts, alone: isAlone(text, start, end) };
};

const isAlone = (text: string, start: number, end: number): boolean => {
  let [before, after] = [start - 1, end];
  while (isBlank(text[before])) before--;
  while (isBlank(text[after])) after++;
  const [left = '\n', right = '\n'] = [text[before], text[after]];
  return left === '\n' && (right === '\n' || right === '\r');
};

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t';

const firstAction = (
  text: string,
  from: number,
): { readonly start: number; readonly end: number } | undefined => {
  const start = nextAction(text, from);
  const end = start < 0 ? undefined : actionEnd(text, start);
  // Behind an action that never ends there is nothing to tell.
  return end === undefined ? undefined : { start, end };
};

const longest = 4096;

const opening = /\{[{%]/g;

const nextAction = (text: string, from: number): number => {
  opening.lastIndex = from;
  return opening.exec(text)?.index ?? -1;
};

/** The offset behind an action, whose strings may hold braces; undefined when it does not end. */
const actionEnd = (text: string, start: number): number | undefined => {
  const comment = /^\{\{-?\s*\/\*/.test(text.slice(start, start + 8));
  if (comment) {
    const end = text.indexOf('*/', start);
    const close = end < 0 ? -1 : text.indexOf('}}', end);
    return close < 0 ? undefined : close + 2;
  }
  const closing = text[start + 1] === '%' ? '%}' : '}}';
  for (let i = start + 2; i < Math.min(text.length, start + longest); i++) {
    if (text.startsWith(closing, i)) return i + 2;
    const char = text[i];
    if (char !== '"' && char !== '`') continue;
    const end = stringEnd(text, i);
    if (end !== undefined) i = end;
  }
  return undefined;
};

/** The offset of the quote that closes a string on the same line. */
const stringEnd = (text: string, start: number): number | undefined => {
  const quote = text[start];
  for (let i = start + 1; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === quote) return i;
    if (quote === '"' && text[i] === '\\') i++;
  }
  return undefined;
};

const putsIn = (action: string): boolean => action.startsWith('{{') && !control.test(action);

/** Whether a value is put in, wholly or in part: it holds the mask, or it is empty and a line below it puts text in. */
export const isMasked = ({ text, inserts }: Masked, value: unknown, end: number): boolean => {
  if (typeof value === 'string' && value.includes(mask)) return true;
  if (inserts.length === 0 || (value !== null && value !== '')) return false;
  const next = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  return inserts.some((insert) => insert >= end - 1 && insert <= next);
};

/** A plain value in which what is put in is unknown; lists and mappings are changed in place. */
export const withoutMasks = (value: unknown, seen = new Set<unknown>()): unknown => {
  if (typeof value === 'string') return value.includes(mask) ? undefined : value;
  if (typeof value !== 'object' || value === null || seen.has(value)) return value;
  seen.add(value);
  for (const [key, each] of Object.entries(value))
    Reflect.set(value, key, withoutMasks(each, seen));
  return value;
};
