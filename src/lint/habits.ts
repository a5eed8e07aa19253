import type { Meta } from '../rules/rule.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Where findings are shown: a report is read from its top, an editor shows the line that is typed. */
type Shown = 'everywhere' | 'in reports';

/** The diagnostics of a file with one for all that are one habit, or say the same, where they are shown. */
export const withHabitsOnce = (
  result: readonly Diagnostic[],
  shown: Shown,
): readonly Diagnostic[] => {
  const keys = result.map((each) => habitOf(each, shown));
  if (keys.every((key) => key === undefined)) return result;
  // Node 20 has no Map.groupBy.
  const groups = new Map<string, Diagnostic[]>();
  for (const [i, each] of result.entries()) {
    const key = keys[i];
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return result.flatMap((each, i) => {
    const key = keys[i];
    const group = key === undefined ? undefined : groups.get(key);
    if (!group) return each;
    return group[0] === each ? forAll(each, group.slice(1)) : [];
  });
};

/** What the findings have in common that are one problem; undefined for those that each are one. */
const habitOf = ({ message, rule }: Diagnostic, shown: Shown): string | undefined => {
  const counts = (once: Meta['oncePerFile']): boolean => once === true || once === shown;
  if (counts(rule.oncePerFile)) return rule.id;
  return counts(rule.oncePerMessage) ? `${rule.id} ${message}` : undefined;
};

/** The first of several findings, which speaks for the others and fixes them too. */
const forAll = (first: Diagnostic, others: readonly Diagnostic[]): Diagnostic => {
  if (others.length === 0) return first;
  const same = others.length === 1 ? 'one more place' : `${others.length} more places`;
  const message = `${first.message.replace(/\.$/, '')}, and so in ${same} below.`;
  const offered = [first, ...others].flatMap((each) => each.fixes?.[0] ?? []);
  // Those that fix-all may run go first; what is left is found again.
  const safe = offered.filter((fix) => fix.safe);
  const fixes = safe.length > 0 ? safe : offered;
  const [own] = fixes;
  if (!own) {
    const { fixes: _, ...rest } = first;
    return { ...rest, message };
  }
  const all = others.length + 1;
  const where = fixes.length === all ? 'here and below' : `in ${fixes.length} of ${all} places`;
  const edits = () => fixes.flatMap((fix) => fix.edits());
  return { ...first, message, fixes: [{ ...own, title: `${own.title}, ${where}`, edits }] };
};
