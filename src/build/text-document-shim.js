const isEnd = (code) => code === 13 || code === 10;

/** What dockerfile-ast asks of a text document, which it never changes. */
const create = (_uri, _language, _version, text) => {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  const beforeEnd = (offset, start) => {
    let at = offset;
    while (at > start && isEnd(text.charCodeAt(at - 1))) at--;
    return at;
  };
  const offsetAt = ({ line, character }) => {
    if (line >= starts.length) return text.length;
    const start = line < 0 ? 0 : starts[line];
    if (line < 0 || character <= 0) return start;
    return beforeEnd(Math.min(start + character, starts[line + 1] ?? text.length), start);
  };
  return {
    getText: (range) => (range ? text.substring(offsetAt(range.start), offsetAt(range.end)) : text),
    offsetAt,
    positionAt: (offset) => {
      const at = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle] > at) high = middle;
        else low = middle + 1;
      }
      const start = starts[low - 1];
      return { line: low - 1, character: beforeEnd(at, start) - start };
    },
  };
};

export const TextDocument = { create };
