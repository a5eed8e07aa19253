/** A day, as people write it here. */
export function Day({ at }: { at: number }) {
  const date = new Date(at);
  return <time dateTime={date.toISOString()}>{date.toLocaleDateString()}</time>;
}
