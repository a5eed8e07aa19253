import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const container = (name: string): string =>
  `    - name: ${name}\n      image: ghcr.io/acme/${name}\n      resources:\n        requests: {cpu: 1, memory: 1Gi}\n`;

const pod = (name: string, containers: readonly string[], metadata = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${metadata}spec:\n  containers:\n${containers.map(container).join('')}`;

const churn = pod('churn', ['server']);

const found = async (
  settings: string,
  text = churn,
  file = 'polaris.yaml',
): Promise<readonly string[]> => {
  const service = await serviceOver({ 'serve/pod.yaml': text, [file]: settings });
  const findings = service.findings('serve/pod.yaml');
  return findings.map(
    ({ rule, severity, at }) => `${rule.id} ${severity} ${text.slice(...at).split('\n')[0]}`,
  );
};

const untagged = (level: string, image = 'server'): string =>
  `unpinned-image ${level} ghcr.io/acme/${image}`;

describe('checks of a polaris.yaml', () => {
  it('set the severity of the rule with their name', async () => {
    assert.deepEqual(await found('checks: {}\n'), [untagged('warning')]);
    assert.deepEqual(await found('checks: {tagNotSpecified: danger}\n'), [untagged('error')]);
    assert.deepEqual(await found('checks: {tagNotSpecified: ignore}\n'), []);
    assert.deepEqual(await found('checks: {priorityClassNotSet: warning}\n'), [
      'priority-unset warning churn',
      untagged('warning'),
    ]);
  });

  it('are found by each of its names, beside the manifest or above, under our own', async () => {
    const off = 'checks: {tagNotSpecified: ignore}\n';
    for (const file of ['polaris.yml', '.polaris.yaml', 'serve/polaris.yaml', 'serve/.polaris.yml'])
      assert.deepEqual(await found(off, churn, file), [], file);
    assert.deepEqual(await found(off, churn, 'train/polaris.yaml'), [untagged('warning')]);
    const service = await serviceOver({
      'pod.yaml': churn,
      'polaris.yaml': off,
      '.seaworthy.yaml': 'rules: {unpinned-image: info}\n',
    });
    assert.deepEqual(
      service.findings('pod.yaml').map(({ severity }) => severity),
      ['info'],
    );
  });

  it('of the wrong shape say nothing', async () => {
    for (const settings of [
      'checks: [tagNotSpecified]\n',
      'checks: {tagNotSpecified: constructor}\n',
      'checks: {tagNotSpecified: {toString: 1}}\n',
      'checks: {__proto__: ignore, tagNotSpecified: 3}\n',
      'exemptions: {rules: [tagNotSpecified]}\n',
      'exemptions: [3, [], {rules: tagNotSpecified}, {namespace: [ml], rules: []}]\n',
      'checks: {tagNotSpecified: ignore\n',
    ])
      assert.deepEqual(await found(settings), [untagged('warning')], settings);
  });

  it('leave a manifest of that name a manifest', async () => {
    const service = await serviceOver({ 'polaris.yaml': churn });
    assert.deepEqual(
      service.findings('polaris.yaml').map(({ rule }) => rule.id),
      ['unpinned-image'],
    );
  });
});

describe('exemptions of a polaris.yaml', () => {
  const two = pod('churn-batch', ['server', 'proxy'], '  namespace: ml\n');
  const both = [untagged('warning'), untagged('warning', 'proxy')];
  const exempt = (entry: string, more = ''): Promise<readonly string[]> =>
    found(`exemptions:\n  - ${entry}\n${more}`, two);

  it('count where namespace, name and rule fit', async () => {
    for (const entry of [
      '{rules: [tagNotSpecified]}',
      '{namespace: ml, rules: [tagNotSpecified]}',
      '{controllerNames: [fraud, churn], rules: [hostIPCSet, tagNotSpecified]}',
      '{namespace: ml}',
      '{namespace: "", controllerNames: [churn-batch], reason: local}',
    ])
      assert.deepEqual(await exempt(entry), [], entry);
    for (const entry of [
      '{namespace: m, rules: [tagNotSpecified]}',
      '{controllerNames: [batch], rules: [tagNotSpecified]}',
      '{rules: [hostIPCSet]}',
      '{rules: [unknownCheck]}',
    ])
      assert.deepEqual(await exempt(entry), both, entry);
  });

  it('may be for containers alone', async () => {
    assert.deepEqual(await exempt('{containerNames: [pro], rules: [tagNotSpecified]}'), [
      untagged('warning'),
    ]);
    assert.deepEqual(
      await exempt('{controllerNames: [fraud], containerNames: [pro], rules: [tagNotSpecified]}'),
      both,
    );
  });

  it('reach the containers of custom kinds', async () => {
    const cluster = `apiVersion: ray.io/v1
kind: RayCluster
metadata: {name: train}
spec:
  headGroupSpec:
    rayStartParams: {}
    template:
      spec:
        hostIPC: true
        containers:
          - name: ray-head
            image: rayproject/ray:2.48.0
            securityContext: {privileged: true}
            resources:
              requests: {cpu: 1, memory: 1Gi}
`;
    const rules = async (settings: string): Promise<readonly string[]> =>
      (await found(settings, cluster)).map((each) => each.split(' ')[0] ?? '');
    assert.deepEqual(await rules('exemptions: []\n'), ['host-namespace', 'privileged-container']);
    assert.deepEqual(
      await rules('exemptions: [{containerNames: [ray-]}]\n'),
      ['host-namespace'],
      'the pod is not the container',
    );
  });

  it('from all checks leave what Polaris does not check', async () => {
    const wrong = two.replace('requests: {cpu: 1', 'requests: {cpu: 1x');
    assert.deepEqual(await found('exemptions: [{namespace: ml}]\n', wrong), [
      'malformed-quantity error 1x',
    ]);
  });

  it('can be disallowed, and so can annotations', async () => {
    const entry = '{rules: [tagNotSpecified]}';
    assert.deepEqual(await exempt(entry, 'disallowExemptions: true\n'), both);
    assert.deepEqual(await exempt(entry, 'disallowConfigExemptions: true\n'), both);
    assert.deepEqual(await exempt(entry, 'disallowAnnotationExemptions: true\n'), []);
    const annotated = pod(
      'churn',
      ['server'],
      '  annotations:\n    polaris.fairwinds.com/tagNotSpecified-exempt: "True"\n',
    );
    assert.deepEqual(await found('disallowConfigExemptions: true\n', annotated), []);
    for (const key of ['disallowExemptions', 'disallowAnnotationExemptions'])
      assert.deepEqual(await found(`${key}: true\n`, annotated), [untagged('warning')], key);
    const other = annotated.replace(/polaris\S+ "True"/, 'kube-linter.io/ignore-all: local');
    assert.deepEqual(await found('disallowExemptions: true\n', other), []);
  });

  it('in great numbers do not keep anyone waiting', async () => {
    const names = Array.from({ length: 400 }, (_, i) => `c${i}`).join(', ');
    const many = `exemptions:\n${`  - {controllerNames: [${names}], containerNames: [c], rules: [${names}]}\n`.repeat(120)}`;
    const pods = Array.from({ length: 500 }, (_, i) =>
      pod(`x${i}`, ['cx']).replace(/(image: \S*?)(?=[\s,}])/g, `$1-${i}`),
    ).join('---\n');
    const start = performance.now();
    assert.equal((await found(many, pods)).length, 500);
    assert.ok(performance.now() - start < 10_000);
  });
});
