import { RE2JS } from 're2js';

// One match takes at most their product, so people's settings cannot keep anyone waiting.
const most = { pattern: 500, steps: 500, text: 1000 };

/**
 * A matcher for a regular expression in the syntax of RE2, as Go programs take it, which need only fit somewhere in a text.
 * Undefined for one that is malformed or too long; a text that is too long gives undefined.
 */
export const patternMatcher = (
  pattern: string,
): ((text: string) => boolean | undefined) | undefined => {
  const expression = compiled(pattern);
  return (
    expression &&
    ((text) => (text.length > most.text ? undefined : expression.matcher(text).find()))
  );
};

/** How much work a pattern is for each character of a text, at most; none for what is no pattern. */
export const patternCost = (pattern: string): number => compiled(pattern)?.programSize() ?? 0;

const compiled = (pattern: string): RE2JS | undefined => {
  if (pattern.length > most.pattern) return undefined;
  try {
    const expression = RE2JS.compile(pattern);
    return expression.programSize() > most.steps ? undefined : expression;
  } catch {
    return undefined;
  }
};
