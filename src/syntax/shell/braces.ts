const most = 64;
const longest = 4096;

/** The words that Bash makes of one with braces: `a{b,c}` is `ab` and `ac`; ranges are left as they are. */
export const braces = (text: string): readonly string[] => {
  if (text.length > longest) return [text];
  let words = [text];
  for (let grown = true; grown && words.length < most; ) {
    const next = words.flatMap(once);
    grown = next.length > words.length;
    words = next;
  }
  return words;
};

/** Opens the first innermost pair. */
const once = (text: string): readonly string[] => {
  const match = /(?<!\$)\{([^{},]*(?:,[^{},]*)+)\}/.exec(text);
  if (!match) return [text];
  const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
  return (match[1] ?? '').split(',').map((part) => before + part + after);
};
