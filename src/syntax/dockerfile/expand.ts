// Values that double from line to line would fill the memory.
const longest = 32 * 1024;

/** Gives a variable's value; `undefined` = not declared, `null` = declared but not known or empty. */
export type Lookup = (name: string) => string | null | undefined;

/**
 * Expands `$A`, `${A}`, `${A:-b}`, `${A-b}`, `${A:+b}` and `${A+b}` in an unquoted text.
 * Returns undefined when a value is not known, another modifier is used, or the result is longer than an image name or path.
 */
export const expand = (text: string, lookup: Lookup, depth = 0): string | undefined => {
  if (!text.includes('$')) return text;
  if (depth > 16) return undefined;
  let result = '';
  for (let i = 0; i < text.length && result.length <= longest; i++) {
    const char = text[i] ?? '';
    if (char !== '$') {
      result += char;
      continue;
    }
    const plain = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(i + 1, i + 129))?.[0];
    if (plain) {
      const value = lookup(plain);
      if (value === undefined || value === null) return undefined;
      result += value;
      i += plain.length;
      continue;
    }
    if (text[i + 1] !== '{') {
      result += char;
      continue;
    }
    const end = closing(text, i + 2);
    const value = end < 0 ? undefined : braced(text.slice(i + 2, end), lookup, depth);
    if (value === undefined) return undefined;
    result += value;
    i = end;
  }
  return result.length > longest ? undefined : result;
};

const closing = (text: string, from: number): number => {
  let open = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') open++;
    else if (text[i] === '}' && --open === 0) return i;
  }
  return -1;
};

const braced = (inner: string, lookup: Lookup, depth: number): string | undefined => {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])(.*))?$/s.exec(inner);
  const name = match?.[1];
  if (!name) return undefined;
  const value = lookup(name);
  const operator = match[2];
  if (!operator) return value ?? undefined;
  const word = match[3] ?? '';
  const other = (): string | undefined => expand(word, lookup, depth + 1);
  // With a colon an empty value counts as none.
  const set = value === '' && operator.startsWith(':') ? undefined : value;
  if (operator.endsWith('-')) return set ?? other();
  if (set === undefined) return '';
  return value === null ? undefined : other();
};
