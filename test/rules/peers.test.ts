import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  kubeLinterDefaults,
  kubeLinterOthers,
  kubeScoreChecks,
  polarisChecks,
} from '../../src/data/kubernetes-peers.ts';
import { buildkitChecks, hadolintCodes, withoutRule } from '../../src/data/peer-names.ts';
import { podSecurityChecks } from '../../src/data/pod-security.ts';
import { allRules } from '../../src/service.ts';

const peers = [
  ...hadolintCodes.map((code) => `hadolint/${code}`),
  ...[...buildkitChecks.keys()].map((name) => `buildkit/${name}`),
];

describe('names of hadolint and BuildKit', () => {
  const known: ReadonlySet<string> = new Set(allRules.flatMap(({ aka = [] }) => aka));
  const nameOf = (alias: string): string => alias.slice(alias.indexOf('/') + 1);

  it('are 71 codes and DL1000, and 22 checks', () => {
    assert.equal(hadolintCodes.length, 72);
    assert.equal(buildkitChecks.size, 22);
  });

  it('all belong to a rule, or have a reason why not', () => {
    const missing = peers.filter(
      (alias) => !known.has(alias) && withoutRule[nameOf(alias)] === undefined,
    );
    assert.deepEqual(missing, []);
  });

  it('are all there are: no rule carries another', () => {
    const strange = [...known].filter(
      (alias) => /^(?:hadolint|buildkit)\//.test(alias) && !peers.includes(alias),
    );
    assert.deepEqual(strange, []);
  });

  it('without a rule have none', () => {
    assert.deepEqual(
      peers.filter((alias) => known.has(alias) && withoutRule[nameOf(alias)] !== undefined),
      [],
    );
  });
});

describe('names of kube-linter, kube-score, Polaris and the Pod Security Standards', () => {
  const known: ReadonlySet<string> = new Set(allRules.flatMap(({ aka = [] }) => aka));
  const names = [
    ...[...kubeLinterDefaults, ...kubeLinterOthers].map((name) => `kube-linter/${name}`),
    ...kubeScoreChecks.map((name) => `kube-score/${name}`),
    ...polarisChecks.map((name) => `polaris/${name}`),
    ...[...podSecurityChecks.keys()].map((name) => `pss/${name}`),
  ];
  const hasReason = (alias: string): boolean =>
    withoutRule[alias.slice(alias.indexOf('/') + 1)] !== undefined;

  it('are 63, 39, 54 and 19', () => {
    assert.deepEqual(
      [
        new Set([...kubeLinterDefaults, ...kubeLinterOthers]).size,
        new Set(kubeScoreChecks).size,
        new Set(polarisChecks).size,
        podSecurityChecks.size,
      ],
      [63, 39, 54, 19],
    );
  });

  it('all belong to a rule, or have a reason why not', () => {
    assert.deepEqual(
      names.filter((alias) => known.has(alias) === hasReason(alias)),
      [],
    );
  });

  it('are all there are: no rule carries another', () => {
    assert.deepEqual(
      [...known].filter(
        (alias) =>
          /^(?:kube-linter|kube-score|polaris|pss)\//.test(alias) && !names.includes(alias),
      ),
      [],
    );
  });
});
