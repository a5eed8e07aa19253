import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addItem,
  addKey,
  removeKey,
  replaceEntry,
  setScalar,
} from '../../src/syntax/kubernetes/edits.ts';
import type { Resource } from '../../src/syntax/kubernetes/model.ts';
import { createYamlReader } from '../../src/syntax/kubernetes/parse.ts';
import { apply, type Edit } from '../../src/text/edit.ts';
import { at } from '../support/show.ts';

const read = (text: string): readonly Resource[] => createYamlReader()(text, false);

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: churn-model # serves
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: server
        image: churn:1.0
        ports:
          - containerPort: 8000
        # keep me
      volumes: []
`;

const one = (text: string): Resource => {
  const [resource] = read(text);
  assert.ok(resource);
  return resource;
};

describe('resources', () => {
  it('are the documents with apiVersion and kind, each at its place', () => {
    const text = `# models\n---\n${deployment}---\nname: not-kubernetes\n...\n---\napiVersion: v1\nkind: Service\nmetadata: {name: churn}\n`;
    const found = read(text);
    assert.deepEqual(
      found.map(({ kind, name }) => `${kind} ${name}`),
      ['Deployment churn-model', 'Service churn'],
    );
    assert.deepEqual(
      found.map((each) => at(text, each.at(['metadata', 'name']))),
      ['churn-model', 'churn'],
    );
  });

  it('are the items of a List', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: {name: churn}\n';
    assert.deepEqual(
      read(text).map(({ kind }) => kind),
      ['Service'],
    );
  });

  it('are the items of a list of one kind, which says what they are', () => {
    const text =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBindingList\nitems:\n  - metadata: {name: churn}\n  - apiVersion: v1\n    kind: Service\n    metadata: {name: other}\n';
    assert.deepEqual(
      read(text).map(({ apiVersion, kind, name }) => `${apiVersion} ${kind} ${name}`),
      ['rbac.authorization.k8s.io/v1 RoleBinding churn', 'v1 Service other'],
    );
    const none = 'apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: churn}\n';
    assert.deepEqual(
      read(none).map(({ kind }) => kind),
      ['AllowList'],
    );
  });

  it('of a template have no values where actions stand', () => {
    const text = [
      '{{- /* The service of the "model" }} */ -}}',
      '{{- if .Values.enabled }}',
      'apiVersion: v1',
      'kind: Service',
      'metadata:',
      '  name: {{ include "name" (dict "a" "}}") }}',
      '  labels: {{- include "labels" . | nindent 4 }}',
      'spec:',
      '  type: {{ .Values.type',
      '    | default "ClusterIP" }}',
      '  clusterIP: None',
      '  selector:',
      '    {{- range $key, $value := .Values.selector }}',
      '    {{ $key }}: {{ $value | quote }}',
      '    {{- end }}',
      '    tier: "{{ .Values.tier }}-api"',
      '  ports:',
      '{{ toYaml .Values.ports | indent 4 }}',
      '{{- end }}',
      '',
    ].join('\n');
    const resource = one(text);
    assert.deepEqual(resource.document.errors, []);
    assert.equal(resource.kind, 'Service');
    assert.equal(resource.name, undefined);
    assert.ok(resource.partial && resource.templated);
    assert.deepEqual(
      [
        ['metadata', 'labels'],
        ['spec', 'type'],
        ['spec', 'clusterIP'],
        ['spec', 'selector', 'tier'],
        ['spec', 'ports'],
      ].map((path) => resource.get(path)),
      [undefined, undefined, 'None', undefined, undefined],
    );
    assert.equal(at(text, resource.at(['spec', 'clusterIP'])), 'None');
    assert.equal(at(text, resource.at(['spec', 'selector', 'tier'])), '"{{ .Values.tier }}-api"');
  });

  it('of a template that puts in values alone are whole', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.x }}\nspec: {}\n{{- end }}\n';
    assert.deepEqual(
      read(text).map(({ partial, templated }) => [partial, templated]),
      [[false, true]],
    );
  });

  it('of a template with two versions, or one that asks the cluster, are none', () => {
    const start = 'metadata:\n  name: {{ .Release.Name }}\n';
    const two =
      '{{- if .Values.old }}\napiVersion: networking.k8s.io/v1beta1\n{{- else }}\napiVersion: networking.k8s.io/v1\n{{- end }}\nkind: Ingress\n';
    assert.deepEqual(read(two + start), []);
    const asked = '{{- if .Capabilities.APIVersions.Has "batch/v1" }}\n---\n';
    assert.deepEqual(read(`${asked}apiVersion: batch/v1\nkind: CronJob\n${start}`), []);
  });

  it('survive templates without end', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nx: {{\n${'{{ "'.repeat(100_000)}`;
    assert.ok(read(text).length <= 1);
  });

  it('give undefined for values that another program fills in', () => {
    const resource = one(
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: churn\nspec:\n  type: ${TYPE}\n',
    );
    assert.equal(resource.get(['spec', 'type']), undefined);
    assert.ok(resource.key(['spec', 'type']));
  });

  it('follow anchors and merge keys', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nx: &base {a: 1}\ndata:\n  <<: *base\n  b: 2\n';
    assert.equal(one(text).get(['data', 'a']), 1);
  });

  it('survive an alias bomb', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'
        .split('')
        .map((name, i) => `${name}: &${name} [${`*${'abcdefghi'[i]},`.repeat(9)}]`),
    ].join('\n');
    const resource = one(`apiVersion: v1\nkind: ConfigMap\n${bomb}\n`);
    assert.equal(resource.get(['i']), undefined);
  });

  it('know the nearest key of something missing', () => {
    assert.equal(at(deployment, one(deployment).at(['spec', 'strategy', 'type'])), 'spec');
  });
});

describe('edits', () => {
  const edited = (edit: (resource: Resource) => Edit | undefined): string => {
    const found = edit(one(deployment));
    assert.ok(found);
    return apply(deployment, [found]);
  };
  const container = ['spec', 'template', 'spec', 'containers', 0];

  it('add a key behind its siblings and before a comment', () => {
    assert.equal(
      edited((resource) =>
        addKey(resource, container, 'resources', ['', '  requests:', '    cpu: 500m']),
      ),
      deployment.replace(
        '        # keep me',
        '        resources:\n          requests:\n            cpu: 500m\n        # keep me',
      ),
    );
  });

  it('add an item in the layout of the list', () => {
    assert.equal(
      edited((resource) =>
        addItem(resource, [...container, 'ports'], ['name: metrics', 'containerPort: 9090']),
      ),
      deployment.replace(
        '8000\n',
        '8000\n          - name: metrics\n            containerPort: 9090\n',
      ),
    );
  });

  it('remove whole lines and set scalars', () => {
    assert.equal(
      edited((resource) => removeKey(resource, ['spec', 'replicas'])),
      deployment.replace('  replicas: 2\n', ''),
    );
    assert.equal(
      edited((resource) => setScalar(resource, ['spec', 'replicas'], '3')),
      deployment.replace('replicas: 2', 'replicas: 3'),
    );
    assert.equal(
      edited((resource) => replaceEntry(resource, ['spec', 'replicas'], ['paused: true'])),
      deployment.replace('replicas: 2', 'paused: true'),
    );
  });

  it('are refused inside braces', () => {
    const flow = one('apiVersion: v1\nkind: Service\nmetadata: {name: churn}\n');
    assert.equal(addKey(flow, ['metadata'], 'labels', ['{}']), undefined);
  });
});
