export const Position = { create: (line, character) => ({ line, character }) };
export const Range = {
  create: (start, end, line, character) =>
    typeof start === 'number'
      ? { start: { line: start, character: end }, end: { line, character } }
      : { start, end },
};
