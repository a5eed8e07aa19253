import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addObject } from '../../src/syntax/kubernetes/edits.ts';
import { drop, dropItem, put } from '../../src/syntax/kubernetes/fields.ts';
import type { Resource } from '../../src/syntax/kubernetes/model.ts';
import { createYamlReader } from '../../src/syntax/kubernetes/parse.ts';
import { podSecurityViolations } from '../../src/syntax/kubernetes/pod-security.ts';
import { apply, type Edit } from '../../src/text/edit.ts';

const one = (text: string): Resource => {
  const [resource] = createYamlReader()(text, false);
  assert.ok(resource);
  return resource;
};

const edited = (text: string, edit: (resource: Resource) => Edit | undefined): string => {
  const found = edit(one(text));
  assert.ok(found);
  return apply(text, [found]);
};

const head = 'apiVersion: v1\nkind: Pod\nspec:\n';

describe('put', () => {
  it('writes the mappings that are missing, behind what is there', () => {
    assert.equal(
      edited(`${head}  # the server\n  nodeName: a # fast\n`, (pod) =>
        put(pod, ['spec', 'securityContext', 'seccompProfile', 'type'], 'RuntimeDefault'),
      ),
      `${head}  # the server\n  nodeName: a # fast\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n`,
    );
  });

  it('writes into braces', () => {
    assert.equal(
      edited(`${head}  securityContext: { runAsUser: 10001 }\n`, (pod) =>
        put(pod, ['spec', 'securityContext', 'seccompProfile', 'type'], 'RuntimeDefault'),
      ),
      `${head}  securityContext: { runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }\n`,
    );
    assert.equal(
      edited(`${head}  securityContext: {}\n`, (pod) =>
        put(pod, ['spec', 'securityContext', 'runAsNonRoot'], 'true'),
      ),
      `${head}  securityContext: { runAsNonRoot: true }\n`,
    );
  });

  it('replaces a scalar and keeps its comment and the line ends', () => {
    assert.equal(
      edited('apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  hostPID: true # why\r\n', (pod) =>
        put(pod, ['spec', 'hostPID'], 'false'),
      ),
      'apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  hostPID: false # why\r\n',
    );
    assert.equal(
      edited('apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  nodeName: a\r\n', (pod) =>
        put(pod, ['spec', 'securityContext', 'runAsNonRoot'], 'true'),
      ),
      'apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  nodeName: a\r\n  securityContext:\r\n    runAsNonRoot: true\r\n',
    );
  });

  it('gives up where nothing can be written', () => {
    assert.equal(
      put(one(`${head}  volumes: []\n`), ['spec', 'volumes', 0, 'name'], 'a'),
      undefined,
    );
    assert.equal(put(one(`${head}  - a\n`), ['spec', 'hostPID'], 'true'), undefined);
  });
});

describe('drop', () => {
  it('takes the mappings with it that would hold nothing', () => {
    assert.equal(
      edited(
        `${head}  nodeName: a\n  securityContext:\n    windowsOptions:\n      hostProcess: true\n`,
        (pod) => drop(pod, ['spec', 'securityContext', 'windowsOptions', 'hostProcess']),
      ),
      `${head}  nodeName: a\n`,
    );
  });

  it('takes an item, and the list with its last one', () => {
    const list = `${head}  nodeName: a\n  volumes:\n    - name: models\n      emptyDir: {}\n`;
    assert.equal(
      edited(`${list}    - name: cache\n      emptyDir: {}\n`, (pod) =>
        dropItem(pod, ['spec', 'volumes', 0]),
      ),
      `${head}  nodeName: a\n  volumes:\n    - name: cache\n      emptyDir: {}\n`,
    );
    assert.equal(
      edited(list, (pod) => dropItem(pod, ['spec', 'volumes', 0])),
      `${head}  nodeName: a\n`,
    );
  });
});

type Level = 'baseline' | 'restricted';

describe('the Pod Security Standards', () => {
  const checks = (spec: string, level: Level, minor?: number): readonly string[] =>
    podSecurityViolations(one(`${head}${spec}`), level, minor).map(({ check }) => check);

  it('are silent on what is not known', () => {
    const spec =
      '  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }\n  containers:\n    - name: server\n      securityContext:\n        privileged: ${PRIVILEGED}\n        allowPrivilegeEscalation: ${ESCALATE}\n        capabilities: { drop: ${DROP} }\n';
    assert.deepEqual(checks(spec, 'restricted'), []);
  });

  it('tell what each level forbids', () => {
    const spec =
      '  hostNetwork: true\n  volumes:\n    - { name: a, hostPath: { path: /data } }\n    - { name: b, nfs: { server: nas, path: / } }\n  securityContext:\n    sysctls: [{ name: net.core.somaxconn, value: "1" }]\n  containers:\n    - name: server\n      livenessProbe: { httpGet: { host: example.com, port: 80 } }\n      securityContext: { privileged: true, procMount: Unmasked, seccompProfile: { type: Unconfined } }\n';
    const baseline = [
      'hostNamespaces',
      'hostPathVolumes',
      'sysctls',
      'privileged',
      'procMount',
      'hostProbesAndHostLifecycle',
      'seccompProfile_baseline',
    ];
    assert.deepEqual(checks(spec, 'baseline'), baseline);
    assert.deepEqual(
      checks(spec, 'restricted').filter((each) => !baseline.includes(each)),
      [
        'restrictedVolumes',
        'procMount_restricted',
        'runAsNonRoot',
        'allowPrivilegeEscalation',
        'capabilities_restricted',
      ],
    );
  });
});

describe('the policies of Kubernetes versions', () => {
  const server = '  containers:\n    - name: server\n';
  const sysctl = (name: string): string =>
    `  securityContext: { sysctls: [{ name: ${name}, value: "1" }] }\n${server}`;
  const context = (text: string): string => `${server}      securityContext: { ${text} }\n`;
  /** What is forbidden, the level, and the versions from and up to which it is. */
  const table: readonly (readonly [string, string, Level, from: number, to: number])[] = [
    ['sysctls', sysctl('net.ipv4.tcp_syncookies'), 'baseline', 99, 99],
    ['sysctls', sysctl('net.ipv4.ip_local_reserved_ports'), 'baseline', 0, 26],
    ['sysctls', sysctl('net.ipv4.tcp_keepalive_time'), 'baseline', 0, 28],
    ['sysctls', sysctl('net.ipv4.tcp_fin_timeout'), 'restricted', 0, 28],
    ['sysctls', sysctl('net.ipv4.tcp_rmem'), 'baseline', 0, 31],
    ['sysctls', sysctl('net.ipv4.tcp_wmem'), 'baseline', 0, 31],
    ['sysctls', sysctl('net.ipv4.tcp_notsent_lowat'), 'baseline', 0, 36],
    ['sysctls', sysctl('net.core.somaxconn'), 'baseline', 0, 99],
    ['seLinuxOptions', context('seLinuxOptions: { type: container_engine_t }'), 'baseline', 0, 30],
    ['seLinuxOptions', context('seLinuxOptions: { type: spc_t }'), 'baseline', 0, 99],
    ['procMount', context('procMount: Unmasked'), 'baseline', 0, 99],
    ['procMount', `  hostUsers: false\n${context('procMount: Unmasked')}`, 'baseline', 0, 34],
    [
      'procMount_restricted',
      `  hostUsers: false\n${context('procMount: Unmasked')}`,
      'restricted',
      35,
      99,
    ],
    ['runAsNonRoot', `  hostUsers: false\n${server}`, 'restricted', 0, 34],
    ['runAsNonRoot', server, 'restricted', 0, 99],
    ['runAsUser', context('runAsUser: 0'), 'restricted', 23, 99],
    ['runAsUser', `  hostUsers: false\n${context('runAsUser: 0')}`, 'restricted', 23, 34],
    ['allowPrivilegeEscalation', server, 'restricted', 8, 99],
    ['allowPrivilegeEscalation', `  os: { name: windows }\n${server}`, 'restricted', 8, 24],
    ['runAsNonRoot', `  os: { name: windows }\n${server}`, 'restricted', 0, 99],
    ['seccompProfile_restricted', server, 'restricted', 19, 99],
    ['seccompProfile_restricted', `  os: { name: windows }\n${server}`, 'restricted', 19, 24],
    ['capabilities_restricted', server, 'restricted', 22, 99],
    ['capabilities_restricted', `  os: { name: windows }\n${server}`, 'restricted', 22, 24],
    ['capabilities_baseline', context('capabilities: { add: [NET_RAW] }'), 'baseline', 0, 99],
    [
      'seccompProfile_baseline',
      context('seccompProfile: { type: Unconfined }'),
      'baseline',
      19,
      99,
    ],
    [
      'hostProbesAndHostLifecycle',
      `${server}      livenessProbe: { tcpSocket: { host: 10.0.0.1, port: 80 } }\n`,
      'baseline',
      34,
      99,
    ],
    [
      'restrictedVolumes',
      `  volumes: [{ name: a, nfs: { server: nas, path: / } }]\n${server}`,
      'restricted',
      0,
      99,
    ],
    [
      'restrictedVolumes',
      `  volumes: [{ name: a, image: { reference: "a:1" } }]\n${server}`,
      'restricted',
      99,
      99,
    ],
  ];

  it('forbid what they forbid, from the first to the last of them', () => {
    for (const [check, spec, level, from, to] of table)
      for (let minor = 0; minor < 40; minor++)
        assert.equal(
          checks(spec, level, minor).includes(check),
          from <= minor && minor <= to && from !== 99,
          `${check} under ${level} 1.${minor}:\n${spec}`,
        );
  });

  const checks = (spec: string, level: Level, minor: number): readonly string[] =>
    podSecurityViolations(one(`${head}${spec}`), level, minor).map(({ check }) => check);

  it('read annotations for seccomp before 1.19, and for AppArmor always', () => {
    const noted = (key: string, value: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    ${key}: ${value}\nspec:\n${server}`;
    const found = (text: string, minor: number): readonly string[] =>
      podSecurityViolations(one(text), 'baseline', minor).map(({ check }) => check);
    for (const key of [
      'seccomp.security.alpha.kubernetes.io/pod',
      'container.seccomp.security.alpha.kubernetes.io/server',
    ]) {
      assert.deepEqual(found(noted(key, 'unconfined'), 18), ['seccompProfile_baseline']);
      assert.deepEqual(found(noted(key, 'unconfined'), 19), []);
      assert.deepEqual(found(noted(key, 'localhost/a.json'), 18), []);
      assert.deepEqual(found(noted(key, 'docker/default'), 18), []);
    }
    const armor = 'container.apparmor.security.beta.kubernetes.io/server';
    for (const minor of [0, 36]) {
      assert.deepEqual(found(noted(armor, 'unconfined'), minor), ['appArmorProfile']);
      assert.deepEqual(found(noted(armor, 'bogus'), minor), ['appArmorProfile']);
      assert.deepEqual(found(noted(armor, 'runtime/default'), minor), []);
      assert.deepEqual(found(noted(armor, 'localhost/a'), minor), []);
    }
  });
});

describe('an object that is added behind another', () => {
  const added = (text: string, index = 0): string | undefined => {
    const resource = createYamlReader()(text, false)[index];
    const edit =
      resource && addObject(resource, 'policy/v1', 'PodDisruptionBudget', ['maxUnavailable: 1']);
    return edit && apply(text, [edit]);
  };
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: "1"}\n';
  const budget =
    '---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\n  namespace: "1"\nspec:\n  maxUnavailable: 1\n';

  it('stands before the next one, or at the end of the file', () => {
    assert.equal(added(`${pod}---\n${pod}`), `${pod}${budget}---\n${pod}`);
    assert.equal(added(`${pod}---\n${pod}`, 1), `${pod}---\n${pod}${budget}`);
    assert.equal(added(pod.trimEnd()), `${pod}${budget}`);
  });

  it('has the line ends of the file', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    assert.equal(added(crlf(pod)), crlf(pod + budget));
  });

  it('is none in a List, and none without a name', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: a}\n';
    assert.equal(added(list), undefined);
    assert.equal(added('apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n'), undefined);
  });
});
