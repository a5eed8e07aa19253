import { lineAt, linesOf } from '../../text/lines.ts';
import type { Path } from '../../text/path.ts';
import { code, escaped } from '../markdown.ts';
import type { HeldLine, ImageView } from './holds.ts';

/** What is needed to name places: the text of a file, and its path as people read it. */
export interface Shown {
  text(path: Path): string;
  shown(path: Path): string;
}

// Control characters of a file must not reach the terminal.
const safe = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

const lineOf = ({ place }: HeldLine, { text }: Shown): number | undefined =>
  place && lineAt(linesOf(text(place.file)), place.at[0]) + 1;

const whereIs = (line: HeldLine, by: Shown): string =>
  line.place ? `${by.shown(line.place.file)}:${lineOf(line, by)}` : '';

/** What an image holds, for a terminal. */
export const imageText = (view: ImageView, by: Shown): string => {
  const rows = view.lines.map((line) => {
    const detail = line.detail === '' ? '' : `  ${line.detail}`;
    const where = whereIs(line, by);
    return `${line.kind.padEnd(8)} ${safe(line.name)}${safe(detail)}${where ? ` (${where})` : ''}\n`;
  });
  return `${headOf(view, by)}\n${rows.join('')}`;
};

const headOf = ({ after, file }: ImageView, by: Shown): string =>
  `${by.shown(file)} after line ${lineAt(linesOf(by.text(file)), Math.max(after[0], after[1] - 1)) + 1}`;

/** What an image holds as JSON, format version 1: lines count from 1. */
export const imageJson = (view: ImageView, by: Shown): string =>
  `${JSON.stringify(
    {
      version: 1,
      path: by.shown(view.file),
      holds: view.lines.map((line) => ({
        kind: line.kind,
        name: line.name,
        detail: line.detail,
        ...(line.place
          ? { place: { path: by.shown(line.place.file), line: lineOf(line, by) } }
          : {}),
      })),
    },
    null,
    2,
  )}\n`;

const titles: readonly (readonly [string, readonly HeldLine['kind'][]])[] = [
  ['Process', ['base', 'python', 'user', 'workdir', 'env', 'port', 'start']],
  ['Packages', ['apt', 'pip']],
  ['Files', ['file']],
  ['Not known', ['unknown']],
];

/** What an image holds as Markdown. */
export const imageMarkdown = (view: ImageView, by: Shown): string => {
  const parts = [`# ${escaped(headOf(view, by))}`, ''];
  for (const [title, kinds] of titles) {
    const lines = view.lines.filter(({ kind }) => kinds.includes(kind));
    if (lines.length === 0) continue;
    parts.push(`## ${title}`, '');
    for (const line of lines) {
      const where = whereIs(line, by);
      parts.push(
        `- ${kinds.length > 1 ? `${line.kind} ` : ''}${code(line.name)}${line.detail === '' ? '' : ` ${escaped(line.detail)}`}${where === '' ? '' : ` (${escaped(where)})`}`,
      );
    }
    parts.push('');
  }
  return parts.join('\n');
};

/** The image in one short paragraph of Markdown, for a hover. */
export const imageSummary = ({ lines }: ImageView): string => {
  const names = (kind: HeldLine['kind']): readonly string[] =>
    lines.flatMap((line) => (line.kind === kind ? [line.name] : []));
  const count = (number: number, word: string): string =>
    `${number} ${word}${number === 1 ? '' : 's'}`;
  const [python] = names('python');
  const [user] = names('user');
  const [workdir] = names('workdir');
  const packages = names('pip').length;
  const system = names('apt').length;
  const files = names('file').length;
  const open = lines.filter(({ kind }) => kind === 'unknown');
  const parts = [
    ...(python === undefined ? [] : [`Python ${python}`]),
    ...(packages > 0 ? [count(packages, 'Python package')] : []),
    ...(system > 0 ? [count(system, 'system package')] : []),
    ...(files > 0 ? [count(files, 'new file')] : []),
    `user ${code(user ?? '')}`,
    `working directory ${code(workdir ?? '')}`,
  ];
  const [hidden] = open;
  const unknown = hidden
    ? ` Not known: ${code(hidden.name)}, ${escaped(hidden.detail)}${open.length > 1 ? `, and ${open.length - 1} more` : ''}.`
    : '';
  return `**The image from here on:** ${parts.join(', ')}.${unknown}`;
};
