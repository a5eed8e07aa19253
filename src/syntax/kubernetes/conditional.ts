import type { Resource } from './model.ts';

const action = /\{\{-?\s*(if|with|range|end|define|block)\b/g;

/** Whether an offset in an object of a template is in an `if`, `with` or `range` that begins inside of the object. */
export const isConditional = (
  { span, templated, text }: Pick<Resource, 'span' | 'templated' | 'text'>,
  offset: number,
): boolean => {
  if (!templated) return false;
  const before = text.slice(span[0], offset);
  const open: number[] = [];
  for (const match of before.matchAll(action)) {
    if (match[1] === 'end') open.pop();
    else open.push(match.index);
  }
  // What holds the whole object stands above its first key.
  const first = /^[A-Za-z]\w*:/m.exec(before)?.index ?? 0;
  return open.some((at) => at > first);
};
