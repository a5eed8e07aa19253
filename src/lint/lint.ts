import type { Finding, Meta } from '../rules/rule.ts';
import { linesOf } from '../text/lines.ts';
import type { Diagnostic } from './diagnostic.ts';
import { withHabitsOnce } from './habits.ts';
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
  const all = settings.profile === 'strict' ? result : withHabitsOnce(result, 'everywhere');
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
