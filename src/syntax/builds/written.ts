import type { Span } from '../../text/span.ts';

/** A text of a YAML file and its place. */
export interface Written {
  readonly text: string;
  readonly at: Span;
  /** A variable decides it, or a part of it. */
  readonly dynamic: boolean;
}

/** The text of an image name with `*` in place of variables; defaults of variables count. */
export const imagePattern = (text: string): string =>
  (text.length > 400 ? '*' : text)
    .replace(/\$\{\{.*?\}\}|\{\{.*?\}\}/g, '*')
    .replace(/\$\{\w+:?-([^${}]*)\}/g, '$1')
    .replace(/\$\{[^{}]*\}|\$\([^()]*\)|\$\w+/g, '*');

/** Whether a text is known as it stands: it holds no variable, no template and no wildcard. */
export const isLiteral = (text: string): boolean => !/[$`*]|\{\{|\}\}/.test(text);

/** Whether a context is a directory, not a repository or a stream. */
export const isDirectory = (text: string): boolean =>
  isLiteral(text) && text !== '-' && !/^(?:[a-z+]+:\/\/|git@|\/|~)|\.git(?:[#?]|$)/i.test(text);

/** A path below a directory, where neither is absolute; not normalised. */
export const below = (directory: string, path: string): string =>
  directory === '' || directory === '.' ? path : `${directory}/${path}`;
