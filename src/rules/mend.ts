import { compatible, type Edit } from '../text/edit.ts';
import type { Finding } from './rule.ts';

/** The part of a finding with one suggested fix, or without any when one of its edits cannot be made. */
export const mend = (title: string, ...edits: readonly (Edit | undefined)[]): FixPart => {
  const whole = edits.filter((edit) => edit !== undefined);
  return whole.length === edits.length && whole.length > 0 && compatible(whole)
    ? { fixes: [{ title, edits: () => whole }] }
    : {};
};

type FixPart = Pick<Finding, 'fixes'>;
