import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const rights = [
  'container-runtime-socket',
  'dangerous-capability',
  'host-namespace',
  'mount-reaches-node',
  'privileged-container',
  'sensitive-host-mount',
  'unsafe-sysctl',
];

const spec = (image: string, init = ''): string =>
  [
    '{hostNetwork: true, hostPID: true,',
    'securityContext: {sysctls: [{name: net.core.somaxconn, value: "1024"}]},',
    'volumes: [{name: root, hostPath: {path: /etc}}, {name: cri, hostPath: {path: /run/containerd/containerd.sock}}],',
    init,
    `containers: [{name: main, image: "${image}", resources: {requests: {cpu: 1, memory: 1Gi}},`,
    'securityContext: {capabilities: {add: [SYS_ADMIN]}},',
    'volumeMounts: [{name: root, mountPath: /host, mountPropagation: Bidirectional}, {name: cri, mountPath: /cri}]},',
    `{name: more, image: "${image}", resources: {requests: {cpu: 1, memory: 1Gi}}, securityContext: {privileged: true}}]}`,
  ].join(' ');

const object = (kind: string, name: string, image: string): string => {
  const meta = `apiVersion: ${kind === 'Pod' ? 'v1' : 'apps/v1'}\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
  return kind === 'Pod'
    ? `${meta}spec: ${spec(image)}\n`
    : `${meta}spec:\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: a}}\n    spec: ${spec(image)}\n`;
};

const found = async (text: string, profile: 'recommended' | 'strict' = 'recommended') => {
  const service = await serviceOver({ 'manifest.yaml': text });
  service.override({ profile });
  const all = service.findings('manifest.yaml').filter(({ rule }) => rights.includes(rule.id));
  return {
    ids: [...new Set(all.map(({ rule }) => rule.id))].sort(),
    fixes: all.flatMap(({ fixes = [] }) => fixes).length,
  };
};

describe('rights on the node', () => {
  it('are found in a model server, with fixes', async () => {
    for (const kind of ['Deployment', 'Pod']) {
      const { ids, fixes } = await found(
        object(kind, 'churn-model', 'registry.example.com/churn:1'),
      );
      assert.deepEqual(ids, rights);
      assert.ok(fixes > 0);
    }
  });

  it('are what pods need whose job is the node: strict only, and no fix removes them', async () => {
    for (const [kind, name, image] of [
      ['DaemonSet', 'tuner', 'registry.example.com/tuner:1'],
      ['Pod', 'nvidia-device-plugin', 'nvcr.io/nvidia/k8s-device-plugin:v0.17.0'],
      ['Deployment', 'storage', 'registry.k8s.io/sig-storage/csi-provisioner:v5.1.0'],
      ['Pod', 'metrics', 'quay.io/prometheus/node-exporter:v1.8.2'],
      ['Pod', 'dcgm-exporter', 'nvcr.io/nvidia/k8s/dcgm-exporter:3.3.9'],
    ] as const) {
      const text = object(kind, name, image);
      assert.deepEqual(await found(text), { ids: [], fixes: 0 }, name);
      assert.deepEqual(await found(text, 'strict'), { ids: rights, fixes: 0 }, name);
    }
  });

  it('are what an init container needs that tunes the kernel, and no other', async () => {
    const pod = (command: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: search}\nspec:\n  initContainers:\n    - {name: tune, image: "busybox:1.36", command: [${command}], securityContext: {privileged: true}}\n  containers:\n    - {name: main, image: "a/b:1", resources: {requests: {cpu: 1, memory: 1Gi}}}\n`;
    assert.deepEqual((await found(pod('sysctl, -w, vm.max_map_count=262144'))).ids, []);
    assert.deepEqual((await found(pod('sh, -c, "modprobe nvidia"'))).ids, []);
    assert.deepEqual((await found(pod('sh, -c, "chown -R 1000 /data"'))).ids, [
      'privileged-container',
    ]);
  });
});

describe('advice', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}], foo: 1}\n';
  const ids = async (path: string, profile: 'recommended' | 'strict') => {
    const service = await serviceOver({ [path]: pod });
    service.override({ profile });
    return service.findings(path).map(({ rule }) => rule.id);
  };

  it('is of no use in what tests read: errors only, and everything under strict', async () => {
    const all = await ids('k8s/a.yaml', 'recommended');
    assert.deepEqual([...all].sort(), ['missing-resources', 'unknown-field', 'unpinned-image']);
    for (const path of ['pkg/testdata/a.yaml', 'fixtures/a.yaml', 'x/golden/b/a.yaml']) {
      assert.deepEqual(await ids(path, 'recommended'), ['unknown-field'], path);
      assert.ok((await ids(path, 'strict')).includes('unpinned-image'), path);
    }
  });

  it('is of no use in what helm template printed', async () => {
    const service = await serviceOver({
      'rendered/all.yaml': `---\n# Source: churn/templates/pod.yaml\n${pod}`,
      'k8s/a.yaml': `# Source: churn/templates/pod.yaml\n${pod}`,
    });
    const found = (path: string) => service.findings(path).map(({ rule }) => rule.id);
    assert.deepEqual(found('rendered/all.yaml'), ['unknown-field']);
    assert.equal(found('k8s/a.yaml').length, 3);
  });
});
