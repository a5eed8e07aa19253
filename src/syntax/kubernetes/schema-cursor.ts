import type { Span } from '../../text/span.ts';
import type { KeyPath } from './model.ts';

/** Where a caret stands in a manifest, read from the indentation alone, so that text being typed need not parse. */
export interface Cursor {
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  /** The mapping or list entry that the caret stands in; all indexes are 0. */
  readonly path: KeyPath;
  /** The keys of that mapping with their values as written, the caret's line left out. */
  readonly siblings: ReadonlyMap<string, string>;
  /** The key whose value is typed; missing where a key or a list entry is typed. */
  readonly key?: string;
  /** The word before the caret. */
  readonly replaces: Span;
  /** How much deeper than its line's first character a value below the typed key stands. */
  readonly shift: number;
}

interface Line {
  /** The column of its dash. */
  readonly dash?: number;
  /** The column of what follows the dash. */
  readonly column: number;
  readonly key?: string;
  readonly value?: string;
}

/** The caret's place, or undefined inside comments, braces, quotes and running text. */
export const cursorAt = (text: string, offset: number): Cursor | undefined => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const typed = /^(( *)(?:- +)?)(?:([\w./-]+): +)?([\w./-]*)$/.exec(text.slice(start, offset));
  if (!typed) return undefined;
  const [, lead = '', indent = '', key, word = ''] = typed;
  const column = lead.length;
  const above = linesAbove(text, start);
  const below = linesBelow(text, offset);
  const found = mappingAt(above, lead === indent ? undefined : indent.length, column);
  if (!found) return undefined;
  const siblings = new Map(found.siblings);
  for (const line of below) {
    if ((line.dash ?? line.column) < column) break;
    if (line.column === column && line.key !== undefined && line.dash === undefined)
      siblings.set(line.key, line.value ?? '');
  }
  const topValue = (name: string): string | undefined =>
    [...above, ...below]
      .find((line) => line.column === 0 && line.key === name)
      ?.value?.replace(/\s+#.*$|["']/g, '');
  return {
    apiVersion: topValue('apiVersion'),
    kind: topValue('kind'),
    path: found.path,
    siblings,
    ...(key === undefined ? {} : { key }),
    replaces: [offset - word.length, offset],
    shift: column - indent.length,
  };
};

const boundary = /^(?:---|\.\.\.)(?:\s|$)/;

/** The lines above a line in its document, in order; comments and empty lines left out. */
const linesAbove = (text: string, start: number): readonly Line[] => {
  const lines = text.slice(0, start).split(/\r?\n/);
  const first = lines.findLastIndex((line) => boundary.test(line));
  return lines.slice(first + 1).flatMap((line) => readLine(line) ?? []);
};

const linesBelow = (text: string, offset: number): readonly Line[] => {
  const lines = text.slice(offset).split(/\r?\n/).slice(1);
  const end = lines.findIndex((line) => boundary.test(line));
  return (end < 0 ? lines : lines.slice(0, end)).flatMap((line) => readLine(line) ?? []);
};

const readLine = (text: string): Line | undefined => {
  const [, indent = '', mark = '', rest = ''] = /^(\s*)((?:-\s+|-$)?)(.*)$/.exec(text) ?? [];
  if (rest.startsWith('#') || (rest === '' && mark === '')) return undefined;
  const [, key, value] = /^["']?([^\s"'#{[][^:"'#]*?)["']?:(?:\s+(.*?))?\s*$/.exec(rest) ?? [];
  return {
    ...(mark === '' ? {} : { dash: indent.length }),
    column: indent.length + mark.length,
    ...(key === undefined ? {} : { key }),
    ...(value === undefined ? {} : { value }),
  };
};

/** The mapping whose keys stand at `column`, or the list entry whose dash stands at `dash`, by the lines above. */
const mappingAt = (
  lines: readonly Line[],
  dash: number | undefined,
  column: number,
): { readonly path: KeyPath; readonly siblings: ReadonlyMap<string, string> } | undefined => {
  const path: (string | number)[] = dash === undefined ? [] : [0];
  const siblings = new Map<string, string>();
  let here = dash ?? column;
  let inList = dash !== undefined;
  let innermost = dash === undefined;
  for (const line of lines.toReversed()) {
    const left = line.dash ?? line.column;
    const isBeside = !inList && line.column === here && line.key !== undefined && left <= here;
    if (isBeside && innermost && line.key !== undefined) siblings.set(line.key, line.value ?? '');
    if (isBeside && left < here) {
      path.unshift(0);
      here = left;
      inList = true;
      innermost = false;
      continue;
    }
    // Entries of the same list, other keys of the mapping, and what lies inside them.
    if (inList ? (line.dash ?? -1) >= here || line.column > here : left >= here) continue;
    if (line.key === undefined || line.column > here || hasValue(line)) return undefined;
    path.unshift(line.key);
    if (line.dash !== undefined) path.unshift(0);
    here = left;
    inList = line.dash !== undefined;
    innermost = false;
  }
  return here === 0 && !inList ? { path, siblings } : undefined;
};

const hasValue = ({ value }: Line): boolean =>
  value !== undefined && !/^(?:[&!]\S+\s*)*(?:#.*)?$/.test(value);
