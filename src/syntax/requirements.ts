import { lineEndOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';

/** A requirements file in pip's format. */
export interface Requirements {
  readonly entries: readonly Requirement[];
  /** Files named by `-r`. */
  readonly includes: readonly { readonly path: string; readonly span: Span }[];
  /** Lines whose package is not known: URLs, paths, editable installs. */
  readonly opaque: readonly Span[];
  /** The empty span behind the last line that says something: where a line can be added. */
  readonly end: Span;
  readonly lineEnd: '\n' | '\r\n';
}

export interface Requirement {
  /** The name as PyPI compares it. */
  readonly name: string;
  readonly extras: readonly string[];
  /** `==1.2`, `>=1,<2`, or empty. */
  readonly version: string;
  /** The environment marker behind `;`, or empty. */
  readonly marker: string;
  /** The name as written. */
  readonly span: Span;
  /** The requirement without marker, options and comment. */
  readonly whole: Span;
}

/** The form in which PyPI compares names: lower case, runs of `-_.` as one `-`. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const requirement =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[ \t]*(\[[^\]]*\])?[ \t]*(\(?[=<>~!][^;#@]*)?/;

/** Reads a requirements file; lines that are none are passed over. */
export const parseRequirements = (text: string): Requirements => {
  const entries: Requirement[] = [];
  const includes: { path: string; span: Span }[] = [];
  const opaque: Span[] = [];
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const content = line[0]
      .replace(/(?:^|[ \t])#.*$/, '')
      .replace(/\\\s*$/, '')
      .trimEnd();
    const indent = content.length - content.trimStart().length;
    const trimmed = content.trimStart();
    const start = line.index + indent;
    if (trimmed === '') continue;
    const include = /^(?:-r|--requirement)[ \t=]*(\S+)/.exec(trimmed);
    if (include?.[1]) {
      const at = start + trimmed.indexOf(include[1], 2);
      includes.push({ path: include[1], span: [at, at + include[1].length] });
      continue;
    }
    if (trimmed.startsWith('-')) {
      if (/^(?:-e|--editable)/.test(trimmed)) opaque.push([start, start + trimmed.length]);
      continue;
    }
    const match = requirement.exec(trimmed);
    const name = match?.[1];
    const rest = trimmed.slice(match?.[0].length ?? 0).trimStart();
    const isName = name !== undefined && (rest === '' || /^(?:;|@|--)/.test(rest));
    if (!match || !isName) {
      opaque.push([start, start + trimmed.length]);
      continue;
    }
    const whole = match[0].trimEnd();
    entries.push({
      name: normalName(name),
      extras: (match[2] ?? '')
        .replace(/[[\]\s]/g, '')
        .split(',')
        .filter(Boolean),
      version: (match[3] ?? '').replace(/\s|[()]/g, ''),
      marker: /;\s*(.*)$/.exec(trimmed)?.[1] ?? '',
      span: [start, start + name.length],
      whole: [start, start + whole.length],
    });
  }
  const end = text.trimEnd().length;
  return { entries, includes, opaque, end: [end, end], lineEnd: lineEndOf(text) };
};
