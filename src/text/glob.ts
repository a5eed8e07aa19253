const special = /[\\^$.*+?()[\]{}|]/g;

/** The source of a regular expression for one pattern of Go's `filepath.Match` with `**`, or undefined when it is malformed. */
export const globSource = (pattern: string): string | undefined => {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '*' && pattern[i + 1] === '*') {
      i++;
      if (pattern[i + 1] === '/') i++;
      source += i + 1 >= pattern.length ? '.*' : '(?:.*/)?';
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) return undefined;
      const body = pattern.slice(i + 1, end);
      source += `[${body.replace(/[\\[]/g, '\\$&')}]`;
      i = end;
    } else if (char === '\\' && i + 1 < pattern.length) {
      source += (pattern[++i] ?? '').replace(special, '\\$&');
    } else source += char.replace(special, '\\$&');
  }
  return source;
};

/** A matcher for one glob over a whole path; a malformed glob matches nothing. */
export const globMatcher = (pattern: string): ((path: string) => boolean) => {
  const source = globSource(pattern);
  if (source === undefined) return () => false;
  try {
    const expression = new RegExp(`^${source}$`, 's');
    return (path) => expression.test(path);
  } catch {
    return () => false;
  }
};

/** Whether a word of COPY or an ignore file holds wildcards. */
export const isGlob = (word: string): boolean => /[*?[]/.test(word);
