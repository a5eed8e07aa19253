import { compatible, type Edit } from '../text/edit.ts';
import type { Finding } from './rule.ts';

/**
 * The part of a finding with one suggested fix, or without any when one of its edits cannot be made. Lines that are
 * added at one place become one edit, with those of the innermost value first.
 */
export const mend = (
  title: string,
  ...edits: readonly (Edit | undefined)[]
): Pick<Finding, 'fixes'> => {
  const places = new Map<string, Edit[]>();
  for (const edit of edits) {
    if (!edit) return {};
    const place = `${edit.span} ${edit.path ?? ''}`;
    const there = places.get(place);
    if (there) there.push(edit);
    else places.set(place, [edit]);
  }
  const whole = [...places.values()].flatMap(together);
  return whole.length > 0 && compatible(whole) ? { fixes: [{ title, edits: () => whole }] } : {};
};

/** One insertion for several at one place. */
const together = (edits: readonly Edit[]): readonly Edit[] => {
  const [first] = edits;
  if (!first || edits.length === 1 || first.span[0] !== first.span[1]) return edits;
  const texts = edits.map(({ text }) => text).sort((a, b) => depth(b) - depth(a));
  // Entries of a mapping `{}` that was empty.
  if (texts.every((text) => /^ [^\n]* $/.test(text)))
    return [{ ...first, text: ` ${texts.map((text) => text.trim()).join(', ')} ` }];
  return [{ ...first, text: texts.join('') }];
};

/** The column of the first line; an item of a list belongs to the key above it, which may stand in its column. */
const depth = (text: string): number => {
  const [, blanks = '', dash = ''] = /^[\r\n]*( *)(-?)/.exec(text) ?? [];
  return blanks.length + dash.length / 2;
};
