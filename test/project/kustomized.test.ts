import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ObjectFacts } from '../../src/project/facts.ts';
import { createKustomized } from '../../src/project/kustomized.ts';
import { parseKustomization } from '../../src/syntax/kustomization.ts';
import { serviceOver } from '../support/host.ts';

const placer = (files: Readonly<Record<string, string>>) =>
  createKustomized(
    new Map(Object.entries(files).map(([path, text]) => [path, parseKustomization(text)])),
  ).place;

const service: ObjectFacts = {
  ...{ file: 'base/service.yaml', at: [0, 1], apiVersion: 'v1', kind: 'Service', name: 'churn' },
  ...{ labels: {}, partial: false },
  service: { type: 'ClusterIP', headless: false, selector: { app: 'x', env: 'base' }, ports: [] },
};

describe('an object that kustomizations take in', () => {
  it('has the namespace, the name and the labels of the outermost', () => {
    const place = placer({
      'base/kustomization.yaml':
        'namespace: inner\nnamePrefix: a-\nresources: [service.yaml]\ncommonLabels: {app: churn}\n',
      'prod/kustomization.yaml':
        'namespace: prod\nnameSuffix: -b\nresources: [../base]\nlabels: [{pairs: {team: ml}}]\n',
    });
    const { aliases, labels, namespace, service: placed } = place(service);
    assert.equal(namespace, 'prod');
    assert.deepEqual(aliases, ['a-churn-b']);
    assert.deepEqual(labels, { app: 'churn', team: 'ml' });
    assert.deepEqual(placed?.selector, { app: 'churn', env: 'base' });
  });

  it('has what overlays agree on, and else is open', () => {
    const overlay = (name: string) =>
      `namespace: ${name}\nresources: [../base]\ncommonLabels: {env: ${name}, app: churn}\n`;
    const place = placer({
      'base/kustomization.yaml': 'resources: [service.yaml]\n',
      'dev/kustomization.yaml': overlay('dev'),
      'prod/kustomization.yaml': overlay('prod'),
    });
    const { namespace, namespaces, service: placed } = place(service);
    assert.equal(namespace, undefined);
    assert.deepEqual(namespaces, ['dev', 'prod']);
    assert.deepEqual(placed?.selector, { app: 'churn' });
  });

  it('is as written where none changes it', () => {
    assert.equal(placer({})(service), service);
    const place = placer({ 'base/kustomization.yaml': 'resources: [service.yaml]\n' });
    assert.equal(place(service), service);
  });

  it('is found although kustomizations take in each other, or too many do', () => {
    const ring = placer({
      'base/kustomization.yaml': 'namespace: a\nresources: [service.yaml, ../prod]\n',
      'prod/kustomization.yaml': 'resources: [../base]\n',
    });
    assert.equal(ring(service).namespace, 'a');
    const steps = Array.from({ length: 20 }, (_, i) => i);
    const many = placer({
      'base/kustomization.yaml': 'namespace: a\nresources: [service.yaml]\n',
      ...Object.fromEntries(
        steps.flatMap((i) =>
          ['left', 'right'].map((side) => [
            `${side}${i}/kustomization.yaml`,
            `resources: [${i === 0 ? '../base' : `../left${i - 1}, ../right${i - 1}`}]\n`,
          ]),
        ),
      ),
    });
    assert.equal(many(service).namespace, undefined);
  });
});

describe('links', () => {
  it('are mended in the file alone that says what is wrong', async () => {
    const workload =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: churn, labels: {app: other, tier: web}}\nspec: {containers: [{name: a, image: a:1.0.0}]}\n';
    const chosen =
      'apiVersion: v1\nkind: Service\nmetadata: {name: churn}\nspec: {selector: {tier: web}, ports: [{port: 80}]}\n';
    const files = {
      'pod.yaml': workload,
      'service.yaml': chosen,
      'kustomization.yaml': 'resources: [service.yaml]\ncommonLabels: {app: churn}\n',
    };
    assert.deepEqual(await ids(files, 'service.yaml'), []);
  });

  const ids = async (files: Readonly<Record<string, string>>, path: string) =>
    (await serviceOver(files)).findings(path).map(({ rule }) => rule.id);
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: churn}\nspec:\n  containers:\n    - name: server\n      image: registry.example.com/churn:1.0.0\n      envFrom: [{configMapRef: {name: churn-settings}}]\n      resources: {requests: {cpu: 1, memory: 1Gi}}\n';
  const near = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: chrun-settings}\ndata: {A: b}\n';

  it('know the ConfigMaps that a kustomization makes', async () => {
    const files = { 'pod.yaml': pod, 'config.yaml': near };
    assert.deepEqual(await ids(files, 'pod.yaml'), ['config-key-missing']);
    const generator =
      'resources: [pod.yaml]\nconfigMapGenerator: [{name: churn-settings, literals: [A=b]}]\n';
    const made = { ...files, 'kustomization.yaml': generator };
    assert.deepEqual(await ids(made, 'pod.yaml'), []);
  });

  it('know the name that a kustomization gives', async () => {
    const files = {
      'pod.yaml': pod,
      'base/config.yaml': near.replace('chrun-settings', 'settings'),
      'config.yaml': near,
      'base/kustomization.yaml': 'namePrefix: churn-\nresources: [config.yaml]\n',
    };
    assert.deepEqual(await ids(files, 'pod.yaml'), []);
  });

  it('follow a kustomization that changes', async () => {
    const files = { 'pod.yaml': pod, 'config.yaml': near };
    const service = await serviceOver(files);
    assert.equal(service.findings('pod.yaml').length, 1);
    const stale = await service.update(
      'kustomization.yaml',
      'configMapGenerator: [{name: churn-settings}]\n',
    );
    assert.ok(stale.includes('pod.yaml'));
    assert.deepEqual(service.findings('pod.yaml'), []);
  });
});
