import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { invalidSettings } from '../../src/lint/invalid-setting.ts';
import { plainYaml } from '../../src/syntax/kustomization.ts';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

const schema: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../media/settings.schema.json'), 'utf8'),
);

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** As much of a JSON schema as ours says. */
const fits = (value: unknown, asked: unknown): boolean => {
  if (!isPlain(asked)) return true;
  const { type, anyOf, pattern, properties, additionalProperties, propertyNames, items } = asked;
  const own = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  if (type !== undefined && !list(type).includes(own)) return false;
  if (asked['enum'] !== undefined && !list(asked['enum']).includes(value)) return false;
  if (anyOf !== undefined && !list(anyOf).some((each) => fits(value, each))) return false;
  if (typeof pattern === 'string' && typeof value === 'string' && !new RegExp(pattern).test(value))
    return false;
  if (Array.isArray(value)) return value.every((each) => fits(each, items));
  if (!isPlain(value)) return true;
  return Object.entries(value).every(([key, each]) => {
    const known = isPlain(properties) && Object.hasOwn(properties, key);
    if (!fits(key, propertyNames)) return false;
    return known
      ? fits(each, properties[key])
      : additionalProperties !== false && fits(each, additionalProperties);
  });
};

const said = (text: string): readonly string[] =>
  Array.from(invalidSettings(text), ({ at, message }) => `${text.slice(...at)}: ${message}`);

const mistakes: Readonly<Record<string, readonly string[]>> = {
  'profil: strict\n': ['profil: profil is not a setting. Did you mean profile?'],
  'colour: red\n': [
    'colour: colour is not a setting. The settings are profile, rules, ignore, kubernetesVersion, trustedRegistries, labels, strictLabels, failOn.',
  ],
  'profile: loud\n': ['loud: loud is not a profile. It is recommended or strict.'],
  'profile: [strict]\n': [
    '[strict]: profile must be a profile, not a list: recommended or strict.',
  ],
  'profile:\n': ['profile: profile must be a profile, not empty: recommended or strict.'],
  'rules: [pip-cache]\n': ['[pip-cache]: rules must be a map (name: value), not a list.'],
  'rules: strict\n': ['strict: rules must be a map (name: value), not the string strict.'],
  'rules: {pip-cach: error}\n': ['pip-cach: pip-cach is not a rule. Did you mean pip-cache?'],
  'rules: {dl3042: error}\n': ['dl3042: dl3042 is not a rule. Did you mean DL3042?'],
  'rules: {no-such-thing-at-all: error}\n': [
    'no-such-thing-at-all: no-such-thing-at-all is not a rule. `seaworthy rules` lists them.',
  ],
  'rules: {pip-cache: warn}\n': [
    'warn: warn is not a severity. It is error, warning, info, hint or off.',
  ],
  'rules: {pip-cache: eror}\n': ['eror: eror is not a severity. Did you mean error?'],
  'rules: {pip-cache: 2}\n': ['2: 2 is not a severity. It is error, warning, info, hint or off.'],
  'rules: {pip-cache: {level: error}}\n': [
    'level: level is not a setting of a rule. The only one is severity.',
  ],
  'rules: {pip-cache: {severity: loud}}\n': [
    'loud: loud is not a severity. It is error, warning, info, hint or off.',
  ],
  'ignore: "*.old"\n': ['"*.old": ignore must be a list of strings, not the string *.old.'],
  'ignore: [1]\n': ['1: Each entry of ignore must be a string, not the number 1.'],
  'kubernetesVersion: newest\n': [
    'newest: kubernetesVersion must be a version such as "1.33", not the string newest.',
  ],
  'kubernetesVersion: v1.33\n': [
    'v1.33: kubernetesVersion must be a version such as "1.33", not the string v1.33.',
  ],
  'trustedRegistries: {a: b}\n': [
    '{a: b}: trustedRegistries must be a list of strings, not a map.',
  ],
  'labels: [version]\n': ['[version]: labels must be a map (name: value), not a list.'],
  'labels: {version: semvr}\n': ['semvr: semvr is not a type of label. Did you mean semver?'],
  'strictLabels: yes\n': ['yes: strictLabels must be true or false, not the string yes.'],
  'failOn: nevr\n': ['nevr: nevr is not a severity. Did you mean never?'],
  'failOn: off\n': ['off: off is not a severity. It is error, warning, info, hint or never.'],
  '- profile: strict\n': [
    '- profile: strict\n: The settings must be a map (name: value), not a list.',
  ],
};

const right: readonly string[] = [
  '',
  '# nothing yet\n',
  'profile: strict\nrules:\n  pip-cache: error\n  DL3042: off\n  hadolint/DL3008: "off"\n',
  'rules: {pip-cache: {severity: hint}, SC2086: off, shellcheck/SC2046: info, root-user: false}\n',
  'rules: {buildkit/UndefinedVar: off, UndefinedVar: off, latest-tag: error, kube-score/pod-probes: off}\n',
  'rules: {invalid-setting: warning, unused-ignore: off}\n',
  'ignore: [old/, "*.bak"]\nkubernetesVersion: "1.30"\ntrustedRegistries: []\n',
  'kubernetesVersion: 1.33\nlabels: {version: semver}\nstrictLabels: true\nfailOn: never\n',
];

describe('mistakes in .seaworthy.yaml', () => {
  for (const [text, expected] of Object.entries(mistakes))
    it(`are told, and refused by the schema: ${text.trim()}`, () => {
      assert.deepEqual(said(text), expected);
      assert.equal(fits(plainYaml(text), schema), false, 'by the schema');
    });

  it('are not in right settings', () => {
    for (const text of right) {
      assert.deepEqual(said(text), []);
      assert.equal(fits(plainYaml(text) ?? {}, schema), true, `the schema takes ${text}`);
    }
  });

  it('include YAML that cannot be read', () => {
    const [first = ''] = said('rules: {pip-cache: error\n');
    assert.match(first, /This is not YAML, so no setting counts: .+\.$/);
    assert.match(
      said('profile: strict\nprofile: recommended\n')[0] ?? '',
      /Map keys must be unique/,
    );
  });

  it('include a version that is another number', () => {
    const text = 'kubernetesVersion: 1.30\n';
    const [finding] = invalidSettings(text);
    assert.equal(finding?.message, '1.30 without quotes is the number 1.3. Did you mean "1.30"?');
    assert.equal(apply(text, finding?.fixes?.[0]?.edits() ?? []), 'kubernetesVersion: "1.30"\n');
  });

  it('are findings of the file, which comments and settings can silence', async () => {
    const service = await serviceOver({
      '.seaworthy.yaml':
        'rules:\n  # seaworthy ignore=invalid-setting\n  a-later-rule: error\n  b-later-rule: error\n',
      'app/.seaworthy.yml': 'rules: {invalid-setting: off, c-later-rule: error}\n',
      '.hadolint.yaml': 'ignored: {}\n',
    });
    assert.deepEqual(service.settingsFiles(), ['.seaworthy.yaml', 'app/.seaworthy.yml']);
    assert.deepEqual(
      service.findings('.seaworthy.yaml').map(({ message }) => message.split(' ')[0]),
      ['b-later-rule'],
    );
    assert.deepEqual(service.findings('app/.seaworthy.yml'), []);
    assert.deepEqual(service.findings('.hadolint.yaml'), []);
  });

  it('are not the checks that the settings of kube-linter define', async () => {
    const service = await serviceOver({
      '.seaworthy.yaml': 'rules: {house: error, kube-linter/house: error, hous: error}\n',
      '.kube-linter.yaml':
        'customChecks: [{name: house, template: required-label, params: {key: team}}]\n',
    });
    assert.deepEqual(
      service.findings('.seaworthy.yaml').map(({ message }) => message),
      ['hous is not a rule. Did you mean house?'],
    );
  });
});
