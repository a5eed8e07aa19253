import { kubeLinterDefaults, kubeLinterOthers } from '../data/kubernetes-peers.ts';
import type { Severity } from '../rules/rule.ts';
import { isRecord, scalarText } from '../syntax/kustomization.ts';
import { policyFrom, type Settings } from './settings.ts';

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

/** The other settings of a `.hadolint.yaml`, over `base`: registries, labels, what fails, and whether its comments count. */
export const hadolintSettings = (value: unknown, base: Settings): Settings => {
  if (!isRecord(value)) return base;
  const threshold = thresholds.get(scalarText(value['failure-threshold']));
  return {
    ...base,
    policy: policyFrom(
      {
        trustedRegistries: value['trustedRegistries'],
        labels: value['label-schema'],
        strictLabels: value['strict-labels'],
      },
      base.policy,
    ),
    failOn: value['no-fail'] === true ? 'never' : (threshold ?? base.failOn),
    hadolintComments: value['disable-ignore-pragma'] !== true,
  };
};

const thresholds: ReadonlyMap<string, Settings['failOn']> = new Map([
  ...Object.entries(levels),
  ['ignore', 'hint'],
  ['none', 'never'],
]);

/**
 * What a `.kube-linter.yaml` says of its checks: those it leaves out are off, those it adds are on with the severity that
 * `severities` knows for their name.
 */
export const kubeLinterRules = (
  value: unknown,
  severities: ReadonlyMap<string, Severity>,
): Rules => {
  const checks = isRecord(value) ? value['checks'] : undefined;
  if (!isRecord(checks)) return {};
  const all = checks['addAllBuiltIn'] === true;
  const added = all ? [...kubeLinterDefaults, ...kubeLinterOthers] : strings(checks['include']);
  const alone = !all && checks['doNotAutoAddDefaults'] === true;
  const rules: Record<string, Severity | 'off'> = {};
  for (const name of alone ? kubeLinterDefaults : []) rules[`kube-linter/${name}`] = 'off';
  for (const name of added) {
    const severity = severities.get(`kube-linter/${name}`);
    if (severity) rules[`kube-linter/${name}`] = severity;
  }
  for (const name of strings(checks['exclude'])) rules[`kube-linter/${name}`] = 'off';
  return rules;
};
