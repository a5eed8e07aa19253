import type { Finding, Meta } from '../rules/rule.ts';
import { linesOf } from '../text/lines.ts';
import type { Diagnostic } from './diagnostic.ts';
import { namesOf, type Settings, severityOf } from './settings.ts';
import { covers, type Suppression } from './suppressions.ts';
import { unusedIgnore } from './unused-ignore.ts';

/** A finding and the rule that made it. */
export interface Raw {
  readonly rule: Meta;
  readonly finding: Finding;
}

/** Turns findings into diagnostics: severities, suppressions, order, each once. */
export const judge = (
  text: string,
  raw: readonly Raw[],
  suppressions: readonly Suppression[],
  settings: Settings,
): readonly Diagnostic[] => {
  const used = new Set<number>();
  const seen = new Set<string>();
  const result: Diagnostic[] = [];
  for (const { rule, finding } of raw) {
    const severity = severityOf(rule, settings, finding.aka);
    if (severity === 'off') continue;
    const key = `${rule.id} ${finding.at[0]} ${finding.at[1]} ${finding.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (isSuppressed(rule, finding, suppressions, text, used)) continue;
    result.push({ ...finding, rule, severity });
  }
  result.push(...unusedIgnore(suppressions, used, settings));
  return result.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
};

const isSuppressed = (
  rule: Meta,
  finding: Finding,
  suppressions: readonly Suppression[],
  text: string,
  used: Set<number>,
): boolean => {
  let hit = false;
  if (suppressions.length === 0) return hit;
  const lines = linesOf(text);
  const names = new Set(namesOf(rule, finding.aka).map((name) => name.toLowerCase()));
  for (const suppression of suppressions) {
    if (!covers(suppression, lines, finding.at)) continue;
    if (suppression.all) hit = true;
    for (const { name, at } of suppression.names) {
      if (!names.has(name.toLowerCase()) && name.toLowerCase() !== 'all') continue;
      hit = true;
      used.add(at[0]);
    }
  }
  return hit;
};
