import { withoutControls } from '../../text/words.ts';
import { placeJson, type Shown, whereIs } from '../shown.ts';
import { countsIn, type Preflight, summaryOf } from './line.ts';

const signs = { holds: '✓', broken: '✗', unknown: '?' } as const;

/** Preflights for a terminal. */
export const preflightText = (all: readonly Preflight[], by: Shown): string =>
  all
    .map((each) => {
      const width = Math.max(...each.lines.map(({ question }) => question.length));
      const rows = each.lines.map((line, i) => {
        const first = line.question !== each.lines[i - 1]?.question;
        const where = whereIs(line.place, by);
        const rule = line.rule === undefined ? '' : ` [${line.rule}]`;
        return `  ${signs[line.state]} ${(first ? line.question : '').padEnd(width)}  ${withoutControls(line.detail)}${where ? ` (${where})` : ''}${rule}\n`;
      });
      const name =
        each.kind === 'image' ? by.shown(each.file) : `${each.name}, ${by.shown(each.file)}`;
      return `${withoutControls(name)}: ${summaryOf(each)}\n${rows.join('')}`;
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
          `| ${signs[line.state]} | ${line.question} | ${cell(line.detail)} | ${cell(whereIs(line.place, by))} |\n`,
      );
      return `## ${cell(name)}\n\n${summaryOf(each)}\n\n| | Question | What was checked | Where |\n|---|---|---|---|\n${rows.join('')}`;
    })
    .join('\n');

// What a cell of a table, and text from a file, must not say.
const cell = (text: string): string =>
  withoutControls(text).replace(/[\\`*_[\]<>|&#~]/g, (sign) => `\\${sign}`);

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
          ...placeJson(line.place, by),
        })),
      })),
    },
    null,
    2,
  )}\n`;
