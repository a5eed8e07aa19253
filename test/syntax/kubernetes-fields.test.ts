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

describe('the Pod Security Standards', () => {
  const checks = (spec: string, level: 'baseline' | 'restricted'): readonly string[] =>
    podSecurityViolations(one(`${head}${spec}`), level).map(({ check }) => check);

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
      ['restrictedVolumes', 'allowPrivilegeEscalation', 'runAsNonRoot', 'capabilities_restricted'],
    );
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
