const handler =
  /^([ \t]*)except[ \t]*(?:\(?[ \t]*(?:ImportError|ModuleNotFoundError|Exception)\b[^:\n]*)?:[ \t]*(.*)$/;

/** Where a `try` begins whose only handler raises again, so that what it imports has to be there. */
export const insistingTries = (masked: string): ReadonlySet<number> => {
  const found = new Set<number>();
  if (!/^[ \t]*except\b/m.test(masked)) return found;
  const lines = [...masked.matchAll(/[^\n]+/g)].flatMap(({ 0: text, index }) =>
    text.trim() === ''
      ? []
      : [{ text: text.replace(/\r$/, ''), start: index, indent: indentOf(text) }],
  );
  /** The `try` of each indent that is open. */
  const open = new Map<number, number>();
  for (const [i, { indent, start, text }] of lines.entries()) {
    if (/^[ \t]*try[ \t]*:/.test(text)) open.set(indent, start);
    const [, , rest = ''] = handler.exec(text) ?? [];
    const tried = open.get(indent);
    if (!/^[ \t]*except\b/.test(text) || tried === undefined) continue;
    open.delete(indent);
    const body = rest === '' ? bodyOf(lines, i) : [{ text: rest, indent }];
    // A closing bracket ends a statement of several lines.
    const last = body.findLast(
      ({ indent: own, text: line }) => own === body[0]?.indent && !/^[ \t]*[)\]}]/.test(line),
    );
    const after = lines[i + (rest === '' ? body.length : 0) + 1];
    const more = after?.indent === indent && /^[ \t]*(?:except|else|finally)\b/.test(after.text);
    if (handler.test(text) && !more && body.every(isPlain) && ends.test(last?.text ?? ''))
      found.add(tried);
  }
  return found;
};

/** A statement that ends the program, or the import of the module. */
const ends = /^[ \t]*(?:raise\b|(?:sys\.|os\._)?exit[ \t]*\()/;

interface Indented {
  readonly text: string;
  readonly indent: number;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;

/** The lines of the block below a line. */
const bodyOf = (lines: readonly Indented[], at: number): readonly Indented[] => {
  const indent = lines[at]?.indent ?? 0;
  let end = at + 1;
  while ((lines[end]?.indent ?? -1) > indent) end++;
  return lines.slice(at + 1, end);
};

/** Whether a line of a handler leads nowhere else than to its end. */
const isPlain = ({ text }: Indented): boolean =>
  !/^[ \t]*(?:if|elif|else|try|for|while|with|return|from|import|continue|break|pass)\b/.test(text);
