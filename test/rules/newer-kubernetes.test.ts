import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newestKubernetes } from '../../src/data/kubernetes-version.ts';
import { serviceOver } from '../support/host.ts';

const pod = (field: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  ${field}\n  containers:\n    - name: a\n      image: a/b:1\n      resources: { requests: { cpu: 1, memory: 1Gi } }\n`;

const found = async (
  text: string,
  version: string = newestKubernetes.version,
  path = 'a.yaml',
): Promise<readonly string[]> => {
  const service = await serviceOver({ [path]: text });
  service.override({ kubernetesVersion: version });
  return service.findings(path).map(({ rule, severity }) => `${rule.id} ${severity}`);
};

const next = newestKubernetes.version.replace(/\d+$/, (minor) => String(Number(minor) + 1));

describe('what a newer Kubernetes may have', () => {
  it('is a hint where a field is named as its neighbours are', async () => {
    assert.deepEqual(await found(pod('schedulingGroups: [a]')), ['unknown-field hint']);
    assert.deepEqual(await found(pod('hostMemory: true')), ['unknown-field hint']);
  });

  it('is an error where it is a typo, at the wrong place, or like no field there', async () => {
    for (const field of ['restartPolcy: Always', 'livenessProbe: {}', 'replicas: 3', 'foo: bar'])
      assert.deepEqual(await found(pod(field)), ['unknown-field error'], field);
  });

  it('is a hint for a cluster that is newer than the types, but not when it is a typo', async () => {
    assert.deepEqual(await found(pod('foo: bar'), next), ['unknown-field hint']);
    assert.deepEqual(await found(pod('restartPolcy: Always'), next), ['unknown-field error']);
  });

  it('is a hint where the version of a group is later than those that are known', async () => {
    const scaler = (version: string): string =>
      `apiVersion: ${version}\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\nspec: {}\n`;
    assert.deepEqual(await found(scaler('autoscaling/v3')), ['unknown-kind hint']);
    assert.deepEqual(await found(scaler('apps/v1')), ['unknown-kind error']);
    assert.deepEqual(await found(scaler('apps/v1'), next), ['unknown-kind hint']);
  });
});

describe('an API version that was removed', () => {
  const old = (name: string): string =>
    `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: ${name} }\nspec: { maxUnavailable: 1 }\n`;

  const all = async (
    files: Readonly<Record<string, string>>,
    profile: 'recommended' | 'strict' = 'recommended',
  ): Promise<readonly string[]> => {
    const service = await serviceOver(files);
    service.override({ profile });
    return service.linted().flatMap((path) =>
      service
        .findings(path)
        .filter(({ rule }) => rule.id === 'removed-api-version')
        .map(({ severity }) => `${path} ${severity}`),
    );
  };

  it('is an error where it is applied', async () => {
    assert.deepEqual(await all({ 'k8s/a.yaml': old('a'), 'k8s/b.yaml': old('b') }), [
      'k8s/a.yaml error',
      'k8s/b.yaml error',
    ]);
  });

  it('is said once of frozen releases, as info', async () => {
    const files = {
      'install/v0.4.0/a.yaml': `${old('a')}---\n${old('b')}`,
      'install/v0.5.1/a.yaml': old('a'),
      'install/latest/a.yaml': old('a'),
      'charts/1.2/a.yaml': old('a'),
    };
    const wanted = ['charts/1.2/a.yaml info', 'install/latest/a.yaml error'];
    assert.deepEqual(await all(files), [...wanted, 'install/v0.4.0/a.yaml info']);
    assert.equal((await all(files, 'strict')).length, 5);
  });

  it('is nothing in test data, and in patches that no kustomization takes', async () => {
    const patch = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n';
    const files = {
      'pkg/testdata/a.yaml': old('a'),
      'tests/a.yaml': old('a'),
      'config/kustomization.yaml': 'resources: [a.yaml]\n# patches: [{path: patches/a.yaml}]\n',
      'config/patches/a.yaml': patch,
    };
    assert.deepEqual(await all(files), []);
    assert.equal((await all(files, 'strict')).length, 3);
    const taken = {
      ...files,
      'config/kustomization.yaml': 'patches: [{ path: patches/a.yaml }]\n',
    };
    assert.deepEqual(await all(taken), ['config/patches/a.yaml error']);
  });
});
