import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

interface Parts {
  readonly ports?: string;
  readonly spec?: string;
  readonly container?: string;
  readonly labels?: string;
}

/** A Deployment whose container declares port 8000, and a Service that sends requests to its port 9000. */
const manifest = ({
  ports = '[{ port: 80, targetPort: 9000 }]',
  spec = '',
  container = '',
  labels = 'app: churn-model',
}: Parts = {}): string => `apiVersion: v1
kind: Service
metadata: { name: churn-model }
spec:
  selector: { ${labels} }
  ports: ${ports}
${spec}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: churn-model }
spec:
  selector:
    matchLabels: { ${labels} }
  template:
    metadata:
      labels: { ${labels} }
    spec:
      containers:
        - name: server
          image: registry.example.com/churn-model:1.4.0
          ports: [{ name: http, containerPort: 8000 }]
          resources: { requests: { cpu: 1, memory: 1Gi } }
${container}`;

const messages = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const service = await serviceOver(files);
  return service
    .linted()
    .flatMap((path) => service.findings(path))
    .filter(({ rule }) => rule.id === 'port-mismatch')
    .map(({ message }) => message);
};

const of = (parts?: Parts): Promise<readonly string[]> => messages({ 'a.yaml': manifest(parts) });

const expected =
  'Service churn-model sends requests to port 9000, but the pods of churn-model have port 8000.';

describe('a Service that sends requests to a port that no container declares', () => {
  it('is found where nothing else speaks of that port', async () => {
    assert.deepEqual(await of(), [expected]);
    for (const container of [
      '          command: [serve]\n          args: ["--workers", "4"]\n',
      '          env: [{ name: MODEL, value: "90001" }]\n',
      '          readinessProbe: { httpGet: { path: /, port: 8000 } }\n',
    ])
      assert.deepEqual(await of({ container }), [expected], container);
  });

  it('may be right where the number is among arguments, variables or probes, or they are not known', async () => {
    for (const container of [
      '          command: [serve, --port, "9000"]\n',
      '          args: ["--listen=0.0.0.0:9000"]\n',
      '          args: [serve, 9000]\n',
      '          env: [{ name: PORT, value: "9000" }]\n',
      '          args: ["--port=${PORT}"]\n',
      '          env: [{ name: PORT, valueFrom: { configMapKeyRef: { name: a, key: port } } }]\n',
      '          envFrom: [{ configMapRef: { name: churn-model } }]\n',
      '          livenessProbe: { tcpSocket: { port: 9000 } }\n',
    ])
      assert.deepEqual(await of({ container }), [], container);
  });

  it('may be right for headless Services, and where another port of the Service matches', async () => {
    assert.deepEqual(await of({ spec: '  clusterIP: None\n' }), []);
    const ports = '[{ name: a, port: 80, targetPort: 8000 }, { name: b, port: 81 }]';
    assert.deepEqual(await of({ ports }), []);
  });

  it('may be right for the pods of a gateway', async () => {
    assert.deepEqual(await of({ labels: 'istio: ingressgateway' }), []);
    assert.deepEqual(await of({ labels: 'gateway.networking.k8s.io/gateway-name: a' }), []);
    const gateway =
      'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: a }\nspec: { selector: { app: churn-model } }\n';
    assert.deepEqual(await messages({ 'a.yaml': manifest(), 'b.yaml': gateway }), []);
  });

  it('may be right where a patch of a kustomization touches containers or ports', async () => {
    const patch = (fields: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: churn-model }\nspec: { ${fields} }\n`;
    const overlay = (patches: string): string => `resources: [../base]\npatches:\n${patches}`;
    const base = { 'base/kustomization.yaml': 'resources: [a.yaml]\n', 'base/a.yaml': manifest() };
    const containers = 'template: { spec: { containers: [{ name: server, ports: [] }] } }';
    for (const [name, text, patches, found] of [
      ['patch.yaml', patch(containers), '  - path: patch.yaml\n', []],
      ['patch.yaml', patch('replicas: 3'), '  - path: patch.yaml\n', [expected]],
      [
        'ops.yaml',
        '- { op: replace, path: /spec/replicas, value: 2 }\n',
        '  - path: ops.yaml\n    target: { kind: Deployment }\n',
        [],
      ],
      [
        'none.yaml',
        '',
        '  - target: { kind: Deployment }\n    patch: |-\n      - op: add\n        path: /spec/template/spec/containers/0/ports/-\n        value: { containerPort: 9000 }\n',
        [],
      ],
      [
        'none.yaml',
        '',
        '  - target: { kind: Deployment }\n    patch: |-\n      - { op: replace, path: /spec/replicas, value: 2 }\n',
        [expected],
      ],
    ] as const) {
      const files = {
        ...base,
        'prod/kustomization.yaml': overlay(patches),
        [`prod/${name}`]: text,
      };
      assert.deepEqual(await messages(files), found, `${patches}${text}`);
    }
  });

  it('is found by a name that no port has, without an empty name in the message', async () => {
    const ports = '[{ port: 80, targetPort: grpc }]';
    const named = manifest({ ports });
    assert.deepEqual(await messages({ 'a.yaml': named }), [
      'Service churn-model sends requests to port grpc, but the pods of churn-model have port named http.',
    ]);
    assert.deepEqual(
      await messages({
        'a.yaml': named.replaceAll('metadata: { name: churn-model }', 'metadata: {}'),
      }),
      ['This Service sends requests to port grpc, but its pods have port named http.'],
    );
  });
});

describe('EXPOSE of another port than the server', () => {
  const image =
    'FROM python:3.12-slim\nUSER 10001\nEXPOSE 5000\nCMD ["uvicorn", "a:app", "--host", "0.0.0.0", "--port", "8000"]\n';
  const severities = async (files: Readonly<Record<string, string>>) =>
    (await serviceOver({ Dockerfile: image, ...files }))
      .findings('Dockerfile')
      .filter(({ rule }) => rule.id === 'port-mismatch')
      .map(({ severity }) => severity);

  it('is an error only where something else names that port', async () => {
    assert.deepEqual(await severities({}), ['warning']);
    assert.deepEqual(
      await severities({
        'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["5000:5000"]\n',
      }),
      ['error'],
    );
  });
});
