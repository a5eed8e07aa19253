// `node:assert` does not exist in the web worker that hosts extensions in a browser.

/** Throws unless both values are the same, written as JSON. */
export function equal<T>(actual: T, expected: T, what = 'Value'): void {
  const [is, should] = [
    JSON.stringify(actual, undefined, 2),
    JSON.stringify(expected, undefined, 2),
  ];
  if (is !== should) throw new Error(`${what} is\n${is}\nand not\n${should}`);
}

/** Throws unless the value is neither undefined, null, false, 0 nor empty; returns it. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`There is no ${what}.`);
  return value;
}
