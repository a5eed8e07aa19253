import type { Finding, Meta } from '../rules/rule.ts';
import { linesOf } from '../text/lines.ts';
import type { Diagnostic } from './diagnostic.ts';
import { namesOf, type Settings, severityOf } from './settings.ts';
import { type Reach, reachOf, type Suppression } from './suppressions.ts';
import { unusedIgnore } from './unused-ignore.ts';

/** A finding and the rule that made it. */
export interface Raw {
  readonly rule: Meta;
  readonly finding: Finding;
  /** Those of its object, where that has some of its own. */
  readonly settings?: Settings;
}

/** Turns findings into diagnostics: severities, suppressions, order, each once. With `checksStop` BuildKit's checks stop the build. */
export const judge = (
  text: string,
  raw: readonly Raw[],
  suppressions: readonly Suppression[],
  settings: Settings,
  checksStop = false,
): readonly Diagnostic[] => {
  const used = new Set<number>();
  const result: Diagnostic[] = [];
  const reach = suppressions.length > 0 ? reachOf(suppressions, linesOf(text)) : undefined;
  for (const { rule, finding, settings: own } of raw.toSorted(inOrder)) {
    const severity = severityOf(rule, own ?? settings, finding);
    if (severity === 'off' || isThere(result, rule, finding)) continue;
    if (reach && isSuppressed(rule, finding, reach, used)) continue;
    const stops = checksStop && isOf('buildkit/', rule, finding);
    result.push({ ...finding, rule, severity: stops ? 'error' : severity });
  }
  const all = settings.profile === 'strict' ? result : withHabitsOnce(result);
  const unused = unusedIgnore(suppressions, used, settings);
  return unused.length > 0 ? [...all, ...unused].sort(byPlace) : all;
};

const byPlace = (a: Finding, b: Finding): number => a.at[0] - b.at[0] || a.at[1] - b.at[1];
const inOrder = ({ finding: a }: Raw, { finding: b }: Raw): number => byPlace(a, b);

/** Whether the same finding is among those at the end that have its place. */
const isThere = (result: readonly Diagnostic[], rule: Meta, { at, message }: Finding): boolean => {
  for (let i = result.length - 1; i >= 0; i--) {
    const other = result[i];
    if (other?.at[0] !== at[0] || other.at[1] !== at[1]) return false;
    if (other.rule.id === rule.id && other.message === message) return true;
  }
  return false;
};

/** The diagnostics with one for all findings of a file that are one habit, or say the same. */
const withHabitsOnce = (result: readonly Diagnostic[]): readonly Diagnostic[] => {
  if (!result.some(({ rule }) => rule.oncePerFile || rule.oncePerMessage)) return result;
  const groups = new Map<string, Diagnostic[]>();
  for (const each of result) {
    const key = habitOf(each);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return result.flatMap((each) => {
    const key = habitOf(each);
    const group = key === undefined ? undefined : groups.get(key);
    if (!group) return each;
    return group[0] === each ? forAll(each, group.slice(1)) : [];
  });
};

/** What the findings have in common that are one problem; undefined for those that each are one. */
const habitOf = ({ message, rule }: Diagnostic): string | undefined => {
  if (rule.oncePerFile) return rule.id;
  return rule.oncePerMessage ? `${rule.id} ${message}` : undefined;
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

/** Whether another tool makes the finding too: `buildkit/`. */
const isOf = (tool: string, rule: Meta, { aka = rule.aka ?? [] }: Finding): boolean =>
  aka.some((name) => name.startsWith(tool));

const isSuppressed = (rule: Meta, finding: Finding, reach: Reach, used: Set<number>): boolean => {
  const names = new Set(namesOf(rule, finding.aka).map((name) => name.toLowerCase()));
  let hit = false;
  for (const suppression of reach(finding.at)) {
    if (suppression.all) hit = true;
    for (const { name, at } of suppression.names) {
      const meant = name.endsWith('/*')
        ? isOf(name.slice(0, -1), rule, finding)
        : names.has(name.toLowerCase());
      if (!meant && name.toLowerCase() !== 'all') continue;
      hit = true;
      used.add(at[0]);
    }
  }
  return hit;
};
