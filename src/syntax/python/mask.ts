/** The text with strings and comments blanked to the same length, so that offsets and lines stay. */
export const maskStrings = (text: string): string => {
  const token = /'''|"""|'|"|#/g;
  let result = '';
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) break;
    const end = endOf(text, match.index, match[0]);
    result += text.slice(at, match.index) + blank(text.slice(match.index, end));
    at = end;
  }
  return result + text.slice(at);
};

/** The end of the last character between two offsets that is neither blank nor part of a comment; the first offset where there is none. */
export const codeEnd = (text: string, from: number, to: number): number => {
  let last = from;
  for (let i = from; i < to; ) {
    const [open] = /^(?:'''|"""|['"#])/.exec(text.slice(i, i + 3)) ?? [];
    const end = open === undefined ? i + 1 : endOf(text, i, open);
    if (open !== '#' && !/^\s$/.test(text.slice(i, end))) last = Math.min(end, to);
    i = end;
  }
  return last;
};

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

const endOf = (text: string, start: number, open: string): number => {
  if (open === '#') {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  for (let i = start + open.length; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(open, i)) return i + open.length;
    else if (open.length === 1 && text[i] === '\n') return i;
  }
  return text.length;
};
