/** One step of a pattern. */
type Step =
  /** A character that fits. */
  | { readonly kind: 'one'; readonly fits: (char: string) => boolean }
  /** `*`: a run of any length without a slash; `**` at the end: a run with slashes. */
  | { readonly kind: 'run'; readonly slashes: boolean }
  /** `**` elsewhere: goes behind the next step, or into it. */
  | { readonly kind: 'fork' }
  /** The inside of `**`: anything up to a slash. */
  | { readonly kind: 'folders' };

/** A matcher for one glob of Go's `filepath.Match` with `**` over a whole path, in time of their lengths; a malformed glob matches nothing. */
export const globMatcher = (pattern: string): ((path: string) => boolean) => {
  if (!/[*?[\\]/.test(pattern)) return (path) => path === pattern;
  const steps = readSteps([...pattern]);
  return steps ? (path) => matches(steps, path) : () => false;
};

/** Whether a word of COPY or an ignore file holds wildcards. */
export const isGlob = (word: string): boolean => /[*?[]/.test(word);

const readSteps = (chars: readonly string[]): readonly Step[] | undefined => {
  const steps: Step[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '*' && chars[i + 1] === '*') {
      i++;
      if (chars[i + 1] === '/') i++;
      if (i + 1 >= chars.length) steps.push({ kind: 'run', slashes: true });
      else steps.push({ kind: 'fork' }, { kind: 'folders' });
    } else if (char === '*') steps.push({ kind: 'run', slashes: false });
    else if (char === '?') steps.push({ kind: 'one', fits: (each) => each !== '/' });
    else if (char === '[') {
      const end = classEnd(chars, i + 1);
      if (end < 0) return undefined;
      steps.push({ kind: 'one', fits: classOf(chars.slice(i + 1, end)) });
      i = end;
    } else {
      const exact = char === '\\' && i + 1 < chars.length ? (chars[++i] ?? '') : char;
      steps.push({ kind: 'one', fits: (each) => each === exact });
    }
  }
  return steps;
};

/** The closing bracket of a class, which is not its first character. */
const classEnd = (chars: readonly string[], start: number): number => {
  for (let i = start; i < chars.length; i++) {
    if (chars[i] === '\\') i++;
    else if (chars[i] === ']' && i > start) return i;
  }
  return -1;
};

const classOf = (body: readonly string[]): ((char: string) => boolean) => {
  const negated = body[0] === '^';
  const ranges: (readonly [from: string, to: string])[] = [];
  for (let i = negated ? 1 : 0; i < body.length; i++) {
    if (body[i] === '\\') i++;
    const from = body[i] ?? '';
    if (body[i + 1] === '-' && i + 2 < body.length) i += body[i + 2] === '\\' ? 3 : 2;
    ranges.push([from, body[i] ?? from]);
  }
  return (char) => ranges.some(([from, to]) => char >= from && char <= to) !== negated;
};

/** Walks the path once with all places that the pattern can have come to, so that no pattern makes it go back. */
const matches = (steps: readonly Step[], path: string): boolean => {
  let places = new Set<number>();
  enter(steps, 0, places);
  for (const char of path) {
    const next = new Set<number>();
    for (const at of places) {
      const step = steps[at];
      if (step?.kind === 'one' && step.fits(char)) enter(steps, at + 1, next);
      if (step?.kind === 'run' && (step.slashes || char !== '/')) enter(steps, at, next);
      if (step?.kind !== 'folders') continue;
      next.add(at);
      if (char === '/') enter(steps, at + 1, next);
    }
    if (next.size === 0) return false;
    places = next;
  }
  return places.has(steps.length);
};

/** Adds a place with those that can be reached from it without a character. */
const enter = (steps: readonly Step[], at: number, places: Set<number>): void => {
  for (let i = at; !places.has(i); ) {
    places.add(i);
    const kind = steps[i]?.kind;
    if (kind === 'fork') places.add(i + 1);
    else if (kind !== 'run') return;
    i += kind === 'fork' ? 2 : 1;
  }
};
