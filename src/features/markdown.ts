/** A text as Markdown that shows it letter by letter, on one line. */
export const escaped = (text: string): string =>
  text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!<>|~&$]/g, '\\$&');

/** A text as inline code. */
export const code = (text: string): string => {
  const flat = text.replace(/[\r\n]+/g, ' ');
  const fence = '`'.repeat(
    Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length)) + 1,
  );
  const pad = /^[` ]|[` ]$/.test(flat) ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
};
