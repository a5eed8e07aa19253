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
  const seen = new Set<string>();
  const result: Diagnostic[] = [];
  const reach = suppressions.length > 0 ? reachOf(suppressions, linesOf(text)) : undefined;
  for (const { rule, finding, settings: own } of raw.toSorted(inOrder)) {
    const severity = severityOf(rule, own ?? settings, finding.aka);
    if (severity === 'off') continue;
    const key = `${rule.id} ${finding.at[0]} ${finding.at[1]} ${finding.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (reach && isSuppressed(rule, finding, reach, used)) continue;
    const stops = checksStop && isBuildkit(rule, finding);
    result.push({ ...finding, rule, severity: stops ? 'error' : severity });
  }
  result.push(...unusedIgnore(suppressions, used, settings));
  return result.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
};

const inOrder = ({ finding: a }: Raw, { finding: b }: Raw): number => a.at[0] - b.at[0];

/** Whether BuildKit makes the finding too, as one of its build checks. */
const isBuildkit = (rule: Meta, { aka = rule.aka ?? [] }: Finding): boolean =>
  aka.some((name) => name.startsWith('buildkit/'));

const isSuppressed = (rule: Meta, finding: Finding, reach: Reach, used: Set<number>): boolean => {
  const names = new Set(namesOf(rule, finding.aka).map((name) => name.toLowerCase()));
  let hit = false;
  for (const suppression of reach(finding.at)) {
    if (suppression.all) hit = true;
    for (const { name, at } of suppression.names) {
      const meant =
        name === 'buildkit/*' ? isBuildkit(rule, finding) : names.has(name.toLowerCase());
      if (!meant && name.toLowerCase() !== 'all') continue;
      hit = true;
      used.add(at[0]);
    }
  }
  return hit;
};
