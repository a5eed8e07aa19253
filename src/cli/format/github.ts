import { type Formatter, linesOf, pointsOf } from './report.ts';

const levels = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } as const;

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** GitHub's workflow commands, which it shows as annotations. */
export const github: Formatter = (files) =>
  files
    .flatMap(({ path, text, findings }) => {
      const lines = linesOf(text);
      return findings.map(({ at, severity, message, rule }) => {
        const { start, end } = pointsOf(lines, at);
        const place = `file=${property(path)},line=${start.line},endLine=${end.line},col=${start.column},endColumn=${end.column}`;
        return `::${levels[severity]} ${place},title=${property(rule.id)}::${data(message)}\n`;
      });
    })
    .join('');
