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

/** Whether the API version may differ from cluster to cluster. */
const asksCluster = /\{\{[^}]*(?:\.Capabilities|semverCompare)/;

/** Actions that leave nothing behind: conditions, loops, comments and assignments. */
const control =
  /^\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|break|continue|fail)\b|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)/;

/** Takes the template actions out of a document; undefined when it has none, `lost` when no cluster can be told from it. */
export const maskTemplate = (text: string): Masked | 'lost' | undefined => {
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  if (!template.test(text)) return undefined;
  if (asksCluster.test(text)) return 'lost';
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
  let start = nextAction(text, from);
  let end = start < 0 ? undefined : actionEnd(text, start);
  while (start >= 0 && end === undefined) {
    start = nextAction(text, start + 2);
    end = start < 0 ? undefined : actionEnd(text, start);
  }
  if (end === undefined) return undefined;
  let inserts = putsIn(text.slice(start, end));
  for (;;) {
    const next = end + (/^[ \t]*/.exec(text.slice(end, end + 200))?.[0].length ?? 0);
    const nextEnd = nextAction(text, next) === next ? actionEnd(text, next) : undefined;
    if (nextEnd === undefined) break;
    inserts ||= putsIn(text.slice(next, nextEnd));
    end = nextEnd;
  }
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const newline = text.indexOf('\n', end);
  const after = text.slice(end, newline < 0 ? text.length : newline);
  return { start, end, inserts, alone: before.trim() === '' && after.trim() === '' };
};

const nextAction = (text: string, from: number): number => {
  const [braces, percent] = [text.indexOf('{{', from), text.indexOf('{%', from)];
  if (braces < 0 || percent < 0) return Math.max(braces, percent);
  return Math.min(braces, percent);
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
  for (let i = start + 2; i < text.length; i++) {
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
