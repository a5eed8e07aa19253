import type { Installed } from '../../src/image/installs/installed.ts';
import type { Kind } from '../../src/project/recognise.ts';

/** The texts of a file without one of its requirements: its line, its word in a pip install, or its element in one of several lists. */
export const withoutRequirement = (
  text: string,
  { at, name, pip }: Installed,
  kind: Kind | undefined,
): readonly string[] => {
  const [start, end] = at;
  if (kind === 'requirements') return [withoutLine(text, start)];
  if (kind !== 'dockerfile') return withoutElement(text, name);
  return pip ? [withoutWord(text, start, end, pip.command.span)] : [];
};

/** Its lines are those that a backslash at the end of the one before goes on with. */
const withoutLine = (text: string, at: number): string => {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const [line = ''] = /^(?:[^\n]*\\\r?\n)*[^\n]*\n?/.exec(text.slice(from)) ?? [];
  return text.slice(0, from) + text.slice(from + line.length);
};

const withoutWord = (
  text: string,
  start: number,
  end: number,
  [first, last]: readonly [number, number],
): string => {
  const before = text.slice(first, start).replace(/(?:\s|\\\r?\n)+$/, '');
  const others = `${before} ${text.slice(end, last)}`.replace(/^.*?\binstall\b/s, '');
  // A pip install of nothing fails: another command stands there then.
  return others.split(/[\s\\]+/).every((word) => word === '' || word.startsWith('-'))
    ? `${text.slice(0, first)}true${text.slice(last)}`
    : text.slice(0, first) + before + text.slice(end);
};

/** Without an element of a list, or a line of a table, that names a distribution. */
const withoutElement = (text: string, name: string): readonly string[] => {
  const written = name.replace(/-/g, '[-_.]+');
  const line = `^[ \\t]*(?:["']?${written}["']?[ \\t]*=[^=\\n]*|(["'])${written}(?![\\w.-])[^\\n]*?\\1,?[ \\t]*(?:#[^\\n]*)?)\\n`;
  const element = `(["'])${written}(?![\\w.-])[^"'\\n]*\\1[ \\t]*,?[ \\t]*`;
  return [
    ...text.matchAll(new RegExp(line, 'gim')),
    ...text.matchAll(new RegExp(element, 'gi')),
  ].map(({ 0: all, index }) => text.slice(0, index) + text.slice(index + all.length));
};
