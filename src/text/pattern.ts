import { type Part, parsePattern } from './pattern-parts.ts';

/** One instruction of a compiled pattern. */
type Step =
  | { readonly kind: 'one'; readonly fits: (char: string) => boolean }
  | { readonly kind: 'place'; readonly holds: (before: string, after: string) => boolean }
  /** Goes on at both places; they are set when the part behind it is known. */
  | { readonly kind: 'fork'; to: readonly number[] };

// What one match costs at most is their product, so people's settings cannot keep anyone waiting.
const most = { pattern: 500, steps: 400, text: 1000 };

/**
 * A matcher for a regular expression in the syntax of RE2, as Go programs take it, which need only fit somewhere in a text. It walks
 * the text once, so that no expression makes it go back. Undefined for what is malformed, too long or not known here; a text
 * that is too long gives undefined.
 */
export const patternMatcher = (
  pattern: string,
): ((text: string) => boolean | undefined) | undefined => {
  const part = pattern.length <= most.pattern ? parsePattern(pattern) : undefined;
  const steps: Step[] = [];
  if (!part || !emit(part, steps)) return undefined;
  return (text) => (text.length > most.text ? undefined : occurs(steps, [...text]));
};

/** Writes the steps of a part; false when they are too many. */
const emit = (part: Part, steps: Step[]): boolean => {
  if (steps.length > most.steps) return false;
  switch (part.kind) {
    case 'one':
    case 'place':
      steps.push(part);
      return true;
    case 'all':
      return part.parts.every((each) => emit(each, steps));
    case 'any': {
      const ends: { to: readonly number[] }[] = [];
      for (const [i, each] of part.parts.entries()) {
        const fork: Step = { kind: 'fork', to: [] };
        if (i < part.parts.length - 1) steps.push(fork);
        const start = steps.length;
        if (!emit(each, steps)) return false;
        const end: Step = { kind: 'fork', to: [] };
        steps.push(end);
        ends.push(end);
        fork.to = [start, steps.length];
      }
      for (const end of ends) end.to = [steps.length];
      return true;
    }
    case 'repeat':
      return emitRepeat(part, steps);
  }
};

const emitRepeat = (
  { part, least, most: upTo }: Extract<Part, { kind: 'repeat' }>,
  steps: Step[],
): boolean => {
  for (let i = 0; i < least; i++) {
    const before = steps.length;
    if (!emit(part, steps)) return false;
    // What takes no text says the same each time.
    if (steps.length === before) break;
  }
  if (upTo === undefined) {
    const fork: Step = { kind: 'fork', to: [] };
    const start = steps.push(fork) - 1;
    if (!emit(part, steps)) return false;
    steps.push({ kind: 'fork', to: [start] });
    fork.to = [start + 1, steps.length];
    return true;
  }
  const forks: { readonly fork: { to: readonly number[] }; readonly start: number }[] = [];
  for (let i = least; i < upTo; i++) {
    const fork: Step = { kind: 'fork', to: [] };
    const start = steps.push(fork);
    if (!emit(part, steps)) return false;
    forks.push({ fork, start });
  }
  for (const { fork, start } of forks) fork.to = [start, steps.length];
  return true;
};

const occurs = (steps: readonly Step[], chars: readonly string[]): boolean => {
  let places: readonly number[] = [];
  for (let i = 0; i <= chars.length; i++) {
    const next = reach(steps, [0, ...places], chars[i - 1] ?? '', chars[i] ?? '');
    if (!next) return true;
    const char = chars[i];
    if (char === undefined) break;
    places = next.flatMap((at) => {
      const step = steps[at];
      return step?.kind === 'one' && step.fits(char) ? [at + 1] : [];
    });
  }
  return false;
};

/** The places where a character is asked for, from `starts` without taking one; undefined when the end is among them. */
const reach = (
  steps: readonly Step[],
  starts: readonly number[],
  before: string,
  after: string,
): readonly number[] | undefined => {
  const seen = new Uint8Array(steps.length);
  const waiting = [...starts];
  const found: number[] = [];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const step = steps[at];
    if (!step) return undefined;
    if (seen[at]) continue;
    seen[at] = 1;
    if (step.kind === 'one') found.push(at);
    else if (step.kind === 'fork') waiting.push(...step.to);
    else if (step.holds(before, after)) waiting.push(at + 1);
  }
  return found;
};
