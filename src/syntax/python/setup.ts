import { normalName } from '../requirements.ts';
import { argumentsOf, closing } from './calls.ts';
import { noProject, type ProjectFile, requirementsIn } from './project-file.ts';

/** The lists of a setup.py: the texts in them, and the requirements files that are read for them. */
interface Lists {
  readonly texts: readonly string[];
  readonly files: readonly string[];
}

const longest = 40_000;

/** What the one call of `setup()` in a file says that its project needs; undefined where that is not written in literals or taken from one file. */
export const readSetup = (text: string, masked: string): ProjectFile | undefined => {
  const [call, second] = masked.matchAll(/^[ \t]*(?:setuptools\.)?setup[ \t]*\(/gm);
  if (!call || second) return undefined;
  const open = call.index + call[0].length - 1;
  const close = closing(masked, open, longest);
  if (close < 0) return undefined;
  const { keywords, open: hidden } = argumentsOf(text, masked, open + 1, close);
  // pbr reads requirements.txt by itself.
  if (hidden || keywords.has('pbr')) return undefined;
  const spanOf = (name: string): string | undefined => {
    const span = keywords.get(name)?.span;
    return span && text.slice(...span);
  };
  const written = keywords.get('install_requires')?.span;
  const lists = written ? listsOf(text, masked, written[0], written[1]) : { texts: [], files: [] };
  if (!lists) return undefined;
  return {
    ...noProject,
    by: 'setup',
    dependencies: requirementsIn(lists.texts, text),
    files: lists.files,
    extras: extrasIn(spanOf('extras_require') ?? '', text),
  };
};

/** What an expression lists: a literal list, one that a name stands for, or the lines of the one requirements file that is read. */
const listsOf = (
  text: string,
  masked: string,
  from: number,
  to: number,
  named = false,
): Lists | undefined => {
  const source = text.slice(from, to).trim();
  if (source.startsWith('[')) {
    const texts = literals(source);
    if (texts) return { texts, files: [] };
  }
  if (!named && /^\[?\w+\]?$/.test(source))
    return byName(text, masked, source.replace(/[[\]]/g, ''));
  // What is added to the lines of a file is not known.
  if (/[+*{]|\bif\b.*\belse\b/.test(masked.slice(from, to))) return undefined;
  const [file, other] = new Set([...filesIn(source), ...filesIn(text)]);
  return file !== undefined && other === undefined ? { texts: [], files: [file] } : undefined;
};

const filesIn = (source: string): readonly string[] =>
  [...source.matchAll(/(["'])(?:\.\/)?([\w./-]*require[\w.-]*\.(?:txt|in))\1/g)].flatMap(
    ([, , path]) => path ?? [],
  );

/** What the name of a list that is assigned once and changed by nothing stands for. */
const byName = (text: string, masked: string, name: string): Lists | undefined => {
  const changed = new RegExp(`\\b${name}[ \\t]*(?:\\+=|\\[|\\.(?:append|extend|insert|remove))`);
  if (changed.test(masked)) return undefined;
  const assigned = new RegExp(`^[ \\t]*${name}[ \\t]*(?::[^=\\n]*)?=(?!=)[ \\t]*`, 'gm');
  const [one, second] = masked.matchAll(assigned);
  if (!one || second) return undefined;
  const from = one.index + one[0].length;
  const line = masked.indexOf('\n', from);
  const bracket = /[([]/.exec(masked.slice(from, line < 0 ? undefined : line));
  const close = bracket ? closing(masked, from + bracket.index, longest) : -1;
  const behind = masked.indexOf('\n', close < 0 ? from : close);
  return listsOf(text, masked, from, behind < 0 ? masked.length : behind, true);
};

const literal = /#[^\n]*|(["'])((?:(?!\1)[^\\\n])*)\1/g;

/** The texts of a list of plain string literals, one behind each comma; undefined for a list with anything else. */
const literals = (source: string): readonly string[] | undefined => {
  const texts: string[] = [];
  const rest = source.replace(literal, (whole, quote: string | undefined, text: string) => {
    if (quote === undefined || whole.startsWith('#')) return '';
    texts.push(text);
    return '.';
  });
  return /^\[\s*(?:\.\s*,\s*)*(?:\.\s*)?\]$/.test(rest) ? texts : undefined;
};

/** The extras of a literal dictionary whose lists are literal. */
const extrasIn = (source: string, text: string): ProjectFile['extras'] =>
  Object.fromEntries(
    [...source.matchAll(/(["'])([\w.-]+)\1\s*:\s*(\[[^\]]*\])\s*(?=[,}])/g)].flatMap(
      ([, , name, list]) => {
        const texts = literals(list ?? '');
        return texts && name ? [[normalName(name), requirementsIn(texts, text)]] : [];
      },
    ),
  );

/** Reads a setup.cfg: what its project needs stands below `[options]`. */
export const parseSetupConfig = (text: string): ProjectFile => {
  const values = new Map<string, string>();
  let section = '';
  let key = '';
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*[#;]/.test(line)) continue;
    const [, head] = /^\[([^\]]+)\]/.exec(line) ?? [];
    const [, name, value = ''] = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (head !== undefined) section = head.trim();
    else if (name !== undefined)
      key = `${section} ${section === 'options' ? name.replace(/-/g, '_') : name}`;
    if (head === undefined && key !== '')
      values.set(key, `${values.get(key) ?? ''}${name === undefined ? line.trim() : value}\n`);
    if (head !== undefined) key = '';
  }
  // One line is a list with semicolons, more lines are one of a requirement each.
  const lines = (name: string): readonly string[] =>
    (values.get(name) ?? '')
      .split(/^\n/.test(values.get(name) ?? '') ? '\n' : /[\n;]/)
      .flatMap((line) => line.replace(/\s#.*/, '').trim() || []);
  const own = lines('options install_requires');
  const files = own.flatMap((line) => /^file:\s*(.*)$/.exec(line)?.[1]?.split(/,\s*/) ?? []);
  const extras = [...values.keys()].flatMap((name) => {
    const [, extra] = /^options\.extras_require (.*)$/.exec(name) ?? [];
    return extra ? [[normalName(extra), requirementsIn(lines(name), text)] as const] : [];
  });
  return {
    ...noProject,
    by: 'setup',
    dependencies: files.length > 0 ? [] : requirementsIn(own, text),
    files,
    extras: Object.fromEntries(extras),
  };
};
