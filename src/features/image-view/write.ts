import { withoutControls } from '../../text/words.ts';
import { code, escaped } from '../markdown.ts';
import { lineIn, placeJson, type Shown, whereIs } from '../shown.ts';
import type { HeldLine, ImageView } from './holds.ts';

/** What an image holds, for a terminal. */
export const imageText = (view: ImageView, by: Shown): string => {
  const rows = view.lines.map((line) => {
    const detail = line.detail === '' ? '' : `  ${line.detail}`;
    const where = whereIs(line.place, by);
    return `${line.kind.padEnd(8)} ${withoutControls(line.name)}${withoutControls(detail)}${where ? ` (${where})` : ''}\n`;
  });
  return `${headOf(view, by)}\n${rows.join('')}`;
};

const headOf = ({ after, file }: ImageView, by: Shown): string =>
  `${by.shown(file)} after line ${lineIn(file, Math.max(after[0], after[1] - 1), by)}`;

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
        ...placeJson(line.place, by),
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
      const where = whereIs(line.place, by);
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
