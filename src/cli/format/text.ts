import { withoutControls } from '../../text/words.ts';
import { countsOf, type Formatter, linesOf, pointsOf } from './report.ts';

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** One line a finding: `path:line:column severity message rule`. */
export const text: Formatter = (files) => {
  const rows = files.flatMap(({ path, text: source, findings }) => {
    const lines = linesOf(source);
    return findings.map(({ at, severity, message, rule }) => {
      const { start } = pointsOf(lines, at);
      return `${path}:${start.line}:${start.column} ${severity} ${withoutControls(message)} [${rule.id}]\n`;
    });
  });
  const { error, warning, info, hint } = countsOf(files);
  const found = [
    plural(error, 'error'),
    plural(warning, 'warning'),
    `${info} info`,
    plural(hint, 'hint'),
  ];
  return `${rows.join('')}${plural(files.length, 'file')} checked: ${found.join(', ')}\n`;
};
