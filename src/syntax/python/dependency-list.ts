import { lineEndOf } from '../../text/lines.ts';

/** Where a list of dependencies ends, and how a further one is written there: `before` and `after` it. */
export interface ListEnd {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** The end of the list `dependencies` of the table `[project]`; undefined where it has no element, or a comment where a comma would have to stand. */
export const endOfDependencies = (text: string): ListEnd | undefined => {
  const header = /^[ \t]*\[project\][ \t]*(?:#.*)?\r?$/m.exec(text);
  if (!header) return undefined;
  const from = header.index + header[0].length;
  const next = /^[ \t]*\[/m.exec(text.slice(from))?.index ?? text.length;
  const list = /^[ \t]*dependencies[ \t]*=[ \t]*\[/m.exec(text.slice(from, from + next));
  const last = list && lastIn(text, from + list.index + list[0].length);
  return last ? endAfter(text, last) : undefined;
};

interface Last {
  readonly start: number;
  readonly end: number;
  readonly comma?: number;
}

/** The last string of an array that is open at an offset. */
const lastIn = (text: string, from: number): Last | undefined => {
  let last: Last | undefined;
  const token = /\s+|#[^\n]*|,|\]|"(?!"")(?:[^"\\\n]|\\.)*"|'(?!'')[^'\n]*'/gy;
  token.lastIndex = from;
  for (let each = token.exec(text); each; each = token.exec(text)) {
    const { index } = each;
    if (each[0] === ']') return last;
    if (each[0] === ',' && last) last = { ...last, comma: index + 1 };
    if (/^["']/.test(each[0])) last = { start: index, end: index + each[0].length };
  }
  return undefined;
};

const endAfter = (text: string, { comma, end, start }: Last): ListEnd | undefined => {
  const quote = text[start] ?? '"';
  const indent = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const rest = /^[^\n\r]*/.exec(text.slice(comma ?? end))?.[0] ?? '';
  const isAlone = /^[ \t]*$/.test(indent);
  const between = isAlone ? `${lineEndOf(text)}${indent}` : ' ';
  if (comma === undefined)
    return rest.includes('#')
      ? undefined
      : { at: end, before: `,${between}${quote}`, after: quote };
  const isLast = /^[ \t]*(?:#.*)?$/.test(rest);
  return {
    at: isAlone && isLast ? comma + rest.length : comma,
    before: `${between}${quote}`,
    after: `${quote},`,
  };
};
