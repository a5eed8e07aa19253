import { lineAt, linesOf } from '../../text/lines.ts';
import type { Path } from '../../text/path.ts';
import { countsIn, type Preflight, type PreflightLine, summaryOf } from './line.ts';

/** What a Preflight needs to name places: the text of a file, and its path as people read it. */
export interface Shown {
  text(path: Path): string;
  shown(path: Path): string;
}

const signs = { holds: '✓', broken: '✗', unknown: '?' } as const;

// Control characters of a file must not reach the terminal.
const safe = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

/** Where a line of a Preflight looks: `k8s/deploy.yaml:12`, or nothing. */
export const whereIs = ({ place }: PreflightLine, { shown, text }: Shown): string =>
  place ? `${shown(place.file)}:${lineAt(linesOf(text(place.file)), place.at[0]) + 1}` : '';

/** Preflights for a terminal. */
export const preflightText = (all: readonly Preflight[], by: Shown): string =>
  all
    .map((each) => {
      const width = Math.max(...each.lines.map(({ question }) => question.length));
      const rows = each.lines.map((line, i) => {
        const first = line.question !== each.lines[i - 1]?.question;
        const where = whereIs(line, by);
        const rule = line.rule === undefined ? '' : ` [${line.rule}]`;
        return `  ${signs[line.state]} ${(first ? line.question : '').padEnd(width)}  ${safe(line.detail)}${where ? ` (${where})` : ''}${rule}\n`;
      });
      const name =
        each.kind === 'image' ? by.shown(each.file) : `${each.name}, ${by.shown(each.file)}`;
      return `${safe(name)}: ${summaryOf(each)}\n${rows.join('')}`;
    })
    .join('\n');

/** Preflights as Markdown, each a heading with a table. */
export const preflightMarkdown = (all: readonly Preflight[], by: Shown): string =>
  all
    .map((each) => {
      const name =
        each.kind === 'image' ? by.shown(each.file) : `${each.name}, ${by.shown(each.file)}`;
      const rows = each.lines.map(
        (line) =>
          `| ${signs[line.state]} | ${line.question} | ${cell(line.detail)} | ${cell(whereIs(line, by))} |\n`,
      );
      return `## ${cell(name)}\n\n${summaryOf(each)}\n\n| | Question | What was checked | Where |\n|---|---|---|---|\n${rows.join('')}`;
    })
    .join('\n');

// What a cell of a table, and text from a file, must not say.
const cell = (text: string): string =>
  safe(text).replace(/[\\`*_[\]<>|&#~]/g, (sign) => `\\${sign}`);

/** Preflights as JSON, format version 1: lines count from 1. */
export const preflightJson = (all: readonly Preflight[], by: Shown): string =>
  `${JSON.stringify(
    {
      version: 1,
      preflights: all.map((each) => ({
        kind: each.kind,
        name: each.kind === 'image' ? by.shown(each.file) : each.name,
        path: by.shown(each.file),
        ...countsIn(each),
        lines: each.lines.map((line) => ({
          question: line.question,
          state: line.state,
          detail: line.detail,
          ...(line.rule === undefined ? {} : { rule: line.rule }),
          ...(line.place
            ? {
                place: {
                  path: by.shown(line.place.file),
                  line: lineAt(linesOf(by.text(line.place.file)), line.place.at[0]) + 1,
                },
              }
            : {}),
        })),
      })),
    },
    null,
    2,
  )}\n`;
