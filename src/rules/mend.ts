import { compatible, type Edit } from '../text/edit.ts';
import type { Finding } from './rule.ts';

/**
 * The part of a finding with one suggested fix, or without any when one of its edits cannot be made. Insertions at one
 * place become one, in the order given.
 */
export const mend = (
  title: string,
  ...edits: readonly (Edit | undefined)[]
): Pick<Finding, 'fixes'> => {
  const merged = new Map<string, Edit>();
  for (const edit of edits) {
    if (!edit) return {};
    const [start, end] = edit.span;
    const place = `${start} ${end === start ? 'insert' : end} ${edit.path ?? ''}`;
    const before = merged.get(place);
    merged.set(place, before ? { ...edit, text: before.text + edit.text } : edit);
  }
  const whole = [...merged.values()];
  return whole.length > 0 && compatible(whole) ? { fixes: [{ title, edits: () => whole }] } : {};
};
