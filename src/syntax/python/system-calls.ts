import { systemLibraries } from '../../data/system-libraries.ts';

const names = systemLibraries.flatMap(({ calls = [] }) => calls);
const pattern = new RegExp(`(?<!\\w)(${[...new Set(names)].join('|')})[ \\t]*\\(`, 'g');

/** The functions and methods that a file calls, of those that need a library or a program of the system. */
export const systemCalls = (masked: string): readonly string[] =>
  names.length === 0
    ? []
    : [...new Set([...masked.matchAll(pattern)].map(([, name = '']) => name))].sort();
