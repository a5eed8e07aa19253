import type { Severity } from '../rules/rule.ts';
import { isRecord } from '../syntax/kustomization.ts';

type Rules = Readonly<Record<string, Severity | 'off'>>;

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

// hadolint's "style" is its faintest level.
const levels = { error: 'error', warning: 'warning', info: 'info', style: 'hint' } as const;

/** What a `.hadolint.yaml` says of single rules: `override`, and `ignored`, which wins. */
export const hadolintRules = (value: unknown): Rules => {
  if (!isRecord(value)) return {};
  const { ignored, override } = value;
  const rules: Record<string, Severity | 'off'> = {};
  for (const [level, severity] of Object.entries(levels)) {
    for (const code of isRecord(override) ? strings(override[level]) : [])
      rules[`hadolint/${code}`] = severity;
  }
  for (const code of strings(ignored)) rules[`hadolint/${code}`] = 'off';
  return rules;
};

/** What a `.kube-linter.yaml` leaves out: `checks.exclude`. */
export const kubeLinterRules = (value: unknown): Rules => {
  const checks = isRecord(value) ? value['checks'] : undefined;
  const names = isRecord(checks) ? strings(checks['exclude']) : [];
  return Object.fromEntries(names.map((name) => [`kube-linter/${name}`, 'off' as const]));
};
