import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  visit,
  type YAMLError,
} from 'yaml';
import type { Span } from '../../text/span.ts';
import type { Resource } from './model.ts';

/** Where a document is no YAML for kubectl; spans count from the start of the file. */
export interface YamlProblem {
  readonly at: Span;
  /** One sentence with a period. */
  readonly message: string;
  /** What a key that stands twice is said of, without what comes of it. */
  readonly twice?: string;
  /** Both values of a key are the same. */
  readonly harmless?: true;
  /** Where `---` and the end of its line are missing. */
  readonly separator?: number;
  /** What `quoted` does, where it does not put the value in quotes. */
  readonly title?: string;
  /** The span's text in quotes, where quotes mend it. */
  readonly quoted?: string;
}

/** The YAML problems of the document that an object stands in: its first syntax error, or else keys that stand twice and aliases without anchor. What kubectl reads all the same is left out. */
export const yamlProblems = (resource: Resource): readonly YamlProblem[] => {
  const { document, text, base, span, templated } = resource;
  // Both branches of a condition set a key, and only the rendered text need be YAML.
  if (templated) return [];
  const problems = known.get(document) ?? problemsIn(document, text.slice(base, span[1]));
  // The objects of a List share their document.
  known.set(document, problems);
  return problems.map((each) => ({
    ...each,
    at: [each.at[0] + base, each.at[1] + base],
    ...(each.separator === undefined ? {} : { separator: each.separator + base }),
  }));
};

const known = new WeakMap<Document, readonly YamlProblem[]>();

const problemsIn = (document: Document, text: string): readonly YamlProblem[] => {
  // The errors behind the first one are its consequences.
  const [syntax] = document.errors;
  if (syntax) return isReadByKubectl(syntax, text) ? [] : [describe(syntax, text)];
  const lost = text.includes('*') ? lostAliases(document) : [];
  return [...(missingSeparator(document, text) ?? keysTwice(document, text)), ...lost];
};

const keysTwice = (document: Document, text: string): readonly YamlProblem[] => {
  const problems: YamlProblem[] = [];
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isMap(node)) continue;
    const keys = new Map<unknown, unknown>();
    for (const { key, value } of node.items) {
      if (isCollection(key)) open.push(key);
      if (isCollection(value)) open.push(value);
      if (!isScalar(key) || !key.range) continue;
      if (keys.has(key.value))
        problems.push(
          duplicate([key.range[0], key.range[1]], text, isSame(keys.get(key.value), value)),
        );
      keys.set(key.value, value);
    }
  }
  return problems.sort((a, b) => a.at[0] - b.at[0]);
};

/** A second object in one document: its `apiVersion` and `kind` stand twice, because the line above them is missing. */
const missingSeparator = (
  { contents }: Document,
  text: string,
): readonly YamlProblem[] | undefined => {
  if (!isMap(contents)) return undefined;
  const ranges = contents.items.flatMap(({ key }) =>
    isScalar(key) && key.range ? [{ name: String(key.value), range: key.range }] : [],
  );
  const second = ranges.filter(
    ({ name }, i) =>
      /^(?:apiVersion|kind)$/.test(name) && ranges.slice(0, i).some((each) => each.name === name),
  );
  const [first, other] = second;
  if (!first || !other || first.name === other.name) return undefined;
  const at: Span = [first.range[0], first.range[1]];
  const before = text.lastIndexOf('\n', at[0] - 1) + 1;
  return [
    {
      at,
      message: `A second object begins here, and --- is missing above it: of two keys only the last one counts.`,
      ...(before === at[0] ? { separator: at[0] } : {}),
    },
  ];
};

const isSame = (a: unknown, b: unknown): boolean =>
  isScalar(a) && isScalar(b)
    ? a.value === b.value
    : isCollection(a) && isCollection(b) && JSON.stringify(a) === JSON.stringify(b);

const duplicate = (at: Span, text: string, same: boolean): YamlProblem => {
  const start = `${text.slice(...at)} stands twice in this mapping`;
  return same
    ? { at, message: `${start} with the same value.`, twice: start, harmless: true }
    : { at, message: `${start}, and only the last one counts.`, twice: start };
};

/** Flow collections, quoted texts and comments that are laid out in ways that only strict parsers refuse, and places to fill in. */
const isReadByKubectl = ({ message, pos }: YAMLError, text: string): boolean => {
  if (message.startsWith('Comments must be separated')) return true;
  // `{registry}/model`: what somebody fills in becomes the text that it should be.
  if (/\{[A-Za-z_][\w-]*\}$/.test(text.slice(Math.max(0, pos[0] - 100), pos[0]))) return true;
  const rest = text.slice(pos[0]);
  if (message.startsWith('Flow sequence')) return rest.includes(']');
  if (message.startsWith('Flow map')) return rest.includes('}');
  const quote = /^Missing closing (["'])quote/.exec(message)?.[1];
  return quote !== undefined && text.split(quote).length % 2 === 1;
};

const describe = (error: YAMLError, text: string): YamlProblem => {
  const { code, message, pos } = error;
  const at = lineFrom(text, pos[0]);
  const here = text.slice(...at);
  switch (code) {
    case 'TAB_AS_INDENT':
      return {
        at: tabsAt(text, pos[0]),
        message: 'YAML is indented with spaces, and here is a tab.',
      };
    case 'BAD_SCALAR_START':
      return {
        at,
        message: `A value cannot start with ${here.slice(0, 1)} unless it stands in quotes.`,
        ...inQuotes(here),
      };
    case 'BAD_DQ_ESCAPE':
      return {
        at: [pos[0], pos[0] + 2],
        message: `${here.slice(0, 2)} is no escape in double quotes: write the text in single quotes, or ${here[0]} twice.`,
      };
    case 'BLOCK_AS_IMPLICIT_KEY': {
      const before = text.slice(text.lastIndexOf('\n', at[0] - 1) + 1, at[0]);
      const key = /([\w.-]+):[ \t]+$/.exec(before)?.[1];
      if (key !== undefined && here.startsWith(`${key}: `))
        return {
          at,
          message: `${key}: stands twice in this line.`,
          quoted: here.slice(key.length + 1).trim(),
          title: `Remove the second ${key}:`,
        };
      if (/^[\w.-]+:$/.test(here))
        return {
          at,
          message: `${here} ends with a colon, so YAML takes it for a key.`,
          quoted: here.slice(0, -1),
          title: 'Remove the colon',
        };
      return /:(?:\s|$)/.test(here)
        ? {
            at,
            message: `${shorten(here)} holds a colon before a space, so YAML takes it for a key and a value: put it in quotes.`,
            ...inQuotes(here),
          }
        : {
            at: lineFrom(text, at[1]),
            message:
              'This line is indented deeper than the key above it, which has a value already.',
          };
    }
    case 'MULTILINE_IMPLICIT_KEY':
      return { at, message: missingColon(here) };
    case 'BAD_INDENT':
      if (message.startsWith('Flow')) break;
      return { at, message: 'This line is indented differently from the keys beside it.' };
    case 'MISSING_CHAR':
      if (message.startsWith('Sequence item'))
        return {
          at,
          message:
            'This line is indented differently from the entries beside it, or lacks its dash.',
        };
      if (message.startsWith('Implicit map keys')) return { at, message: missingColon(here) };
      break;
    case 'UNEXPECTED_TOKEN':
      if (message.startsWith('Unexpected scalar at node end'))
        return { at, message: `${shorten(here)} follows a value that has ended.` };
      if (/flow-(?:seq|map)-end/.test(message))
        return { at: [at[0], at[0] + 1], message: `This ${here.slice(0, 1)} closes nothing.` };
      if (message.includes('on same line with key'))
        return { at, message: 'A list starts on the line below its key.' };
      break;
    default:
      break;
  }
  const open = opened(message);
  if (open)
    return {
      at: openAt(text, pos[0], open),
      message: `The ${open} that starts here is never closed.`,
    };
  return { at, message: `YAML cannot be read from here on: ${firstLower(plain(message))}.` };
};

const missingColon = (here: string): string => {
  const glued = /^[\w.-]+:(?=\S)/.exec(here)?.[0];
  return glued
    ? `${glued} is no key, because no space stands behind its colon.`
    : `${shorten(here)} is neither a key nor a value: a key ends in a colon.`;
};

const opened = (message: string): string | undefined => {
  if (message.startsWith('Flow sequence')) return '[';
  if (message.startsWith('Flow map')) return '{';
  return /^Missing closing (["'])quote/.exec(message)?.[1];
};

/** The bracket or quote that is left open: the last one before the parser gave up. */
const openAt = (text: string, offset: number, open: string): Span => {
  const at = text.lastIndexOf(open, Math.max(0, offset - 1));
  return at < 0 ? lineFrom(text, offset) : [at, at + 1];
};

const tabsAt = (text: string, offset: number): Span => {
  const start = text.indexOf('\t', offset);
  const tabs = /^\t+/.exec(text.slice(start))?.[0].length ?? 1;
  return start < 0 ? lineFrom(text, offset) : [start, start + tabs];
};

/** The rest of the line that holds the next character that is no blank. */
const lineFrom = (text: string, offset: number): Span => {
  const start = offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0);
  const line = /^.*/.exec(text.slice(start))?.[0] ?? '';
  return [Math.min(start, text.length), start + line.trimEnd().length];
};

const inQuotes = (text: string): { readonly quoted?: string } =>
  /["'\\#]/.test(text) ? {} : { quoted: `"${text}"` };

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

const plain = (message: string): string =>
  (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');

const firstLower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const lostAliases = (document: Document): readonly YamlProblem[] => {
  const anchors = new Set<string>();
  const problems: YamlProblem[] = [];
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor) anchors.add(node.anchor);
        return;
      }
      const { source, range } = node;
      if (anchors.has(source) || !range) return;
      problems.push({
        at: [range[0], range[1]],
        message: `*${source} refers to an anchor, and no &${source} stands above it: put the text in quotes.`,
        quoted: `"*${source}"`,
      });
    },
  });
  return problems;
};
