import { newestKubernetes } from '../data/kubernetes-version.ts';
import { type LabelType, noPolicy, type Policy } from '../project/project.ts';
import type { Finding, Meta, Profile, Severity } from '../rules/rule.ts';
import { isRecord, scalarText } from '../syntax/kustomization.ts';

/** What a project, a user or a command line asks of the linter. */
export interface Settings {
  readonly profile: Profile;
  /** By rule id or alias. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Globs of files that are not linted. */
  readonly ignore: readonly string[];
  /** `1.36`. */
  readonly kubernetesVersion: string;
  readonly policy: Policy;
  /** The least severity that makes the command line fail, unless it says so itself. */
  readonly failOn: Severity | 'never';
  /** Whether comments of hadolint silence findings. */
  readonly hadolintComments: boolean;
  /** Whether annotations of Polaris silence findings. */
  readonly polarisAnnotations: boolean;
  /** What Polaris leaves unchecked. */
  readonly exemptions: readonly Exemption[];
  /** Paths, and globs of paths, that kube-linter leaves out. */
  readonly kubeLinterIgnores: readonly string[];
}

/** Objects or containers that a `polaris.yaml` exempts from checks; an empty list stands for all. */
export interface Exemption {
  /** Of all namespaces when missing. */
  readonly namespace?: string;
  /** Beginnings of the names of objects. */
  readonly controllerNames: readonly string[];
  /** Beginnings of the names of containers. */
  readonly containerNames: readonly string[];
  readonly rules: readonly string[];
}

const noRules: Settings['rules'] = {};

export const defaultSettings: Settings = {
  profile: 'recommended',
  rules: noRules,
  ignore: [],
  kubernetesVersion: newestKubernetes.version,
  policy: noPolicy,
  failOn: 'error',
  hadolintComments: true,
  polarisAnnotations: true,
  exemptions: [],
  kubeLinterIgnores: [],
};

/** The severities, and `off`. */
export const severities: readonly string[] = ['error', 'warning', 'info', 'hint', 'off'];

/** Whether a text is a severity or `off`. */
export const isSeverity = (text: unknown): text is Severity | 'off' =>
  typeof text === 'string' && severities.includes(text);

/** Settings from the plain value of a `.seaworthy.yaml`; keys of the wrong shape are passed over. */
export const settingsFrom = (value: unknown, base: Settings = defaultSettings): Settings => {
  if (!isRecord(value)) return base;
  const { profile, rules, ignore, kubernetesVersion, failOn } = value;
  const own: Record<string, Severity | 'off'> = {};
  for (const [id, entry] of Object.entries(isRecord(rules) ? rules : {})) {
    const severity = isRecord(entry) ? entry['severity'] : entry;
    if (isSeverity(severity)) own[id] = severity;
    else if (severity === false) own[id] = 'off';
  }
  return {
    ...base,
    profile: profile === 'strict' || profile === 'recommended' ? profile : base.profile,
    rules: { ...base.rules, ...own },
    ignore: Array.isArray(ignore) ? ignore.filter((glob) => typeof glob === 'string') : base.ignore,
    kubernetesVersion:
      /^\d+\.\d+/.exec(scalarText(kubernetesVersion))?.[0] ?? base.kubernetesVersion,
    policy: policyFrom(value, base.policy),
    failOn: failOn === 'never' || (isSeverity(failOn) && failOn !== 'off') ? failOn : base.failOn,
  };
};

/** What a `.seaworthy.yaml` says by itself, for settings that it stands above; what only files of peers say is left to them. */
export const ownSettings = (value: unknown): Partial<Settings> => {
  const { profile, rules, ignore, kubernetesVersion, policy, failOn } = settingsFrom(value);
  return { profile, rules, ignore, kubernetesVersion, policy, failOn };
};

/** All types of labels. */
export const labelTypes: readonly LabelType[] = [
  'text',
  'url',
  'semver',
  'hash',
  'rfc3339',
  'spdx',
  'email',
];

/** The policy in plain settings with these keys; what is missing or of the wrong shape is taken from `base`. */
export const policyFrom = (
  { trustedRegistries, labels, strictLabels }: Readonly<Record<string, unknown>>,
  base: Policy,
): Policy => ({
  trustedRegistries: Array.isArray(trustedRegistries)
    ? trustedRegistries.filter((each) => typeof each === 'string')
    : base.trustedRegistries,
  labels: isRecord(labels)
    ? Object.fromEntries(
        Object.entries(labels).flatMap(([key, value]) => {
          const type = labelTypes.find((each) => each === value);
          return type ? [[key, type]] : [];
        }),
      )
    : base.labels,
  strictLabels: typeof strictLabels === 'boolean' ? strictLabels : base.strictLabels,
  customChecks: base.customChecks,
});

/** The names by which a rule, or a finding with aliases of its own, can be called: id, aliases, and aliases without their tool. */
export const namesOf = (meta: Meta, aka?: readonly string[]): readonly string[] => {
  const aliases = aka ?? meta.aka ?? [];
  return [meta.id, ...aliases, ...aliases.map((alias) => alias.slice(alias.indexOf('/') + 1))];
};

/** The severity a finding has under the settings, or `off`; without a finding, that of the rule. */
export const severityOf = (
  meta: Meta,
  settings: Settings,
  {
    aka = meta.aka ?? [],
    profile,
    severity = meta.severity,
  }: Pick<Finding, 'aka' | 'profile' | 'severity'> = {},
): Severity | 'off' => {
  if (settings.rules !== noRules) {
    for (const name of [meta.id, ...aka]) {
      const set = settings.rules[name] ?? settings.rules[name.slice(name.indexOf('/') + 1)];
      if (set) return set;
    }
  }
  return (profile ?? meta.profile) === 'strict' && settings.profile !== 'strict' ? 'off' : severity;
};
