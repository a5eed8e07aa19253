import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { presentMap } from '../../src/learn/present-map.ts';
import { askProject } from '../../src/learn/questions/makers.ts';
import { serviceOver } from '../support/host.ts';

const deployment = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: churn }
spec:
  selector: { matchLabels: { app: churn } }
  template:
    metadata: { labels: { app: churn } }
    spec:
      containers:
        - name: server
          image: ${image}
          ports: [{ containerPort: 8000 }]
`;
const service = (app: string) => `apiVersion: v1
kind: Service
metadata: { name: churn }
spec:
  selector: { app: ${app} }
  ports: [{ port: 80, targetPort: 8000 }]
`;
const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: front }
spec:
  rules:
    - http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: churn, port: { number: 80 } } } }
`;
const dockerfile = `FROM python:3.12 AS build
RUN pip wheel -w /wheels torch==2.4.0
FROM python:3.12-slim
COPY --from=build /wheels /wheels
USER 10001
`;

const drawn = async (files: Readonly<Record<string, string>>) => {
  const { nodes, links } = (await serviceOver(files)).map();
  const name = (id: string | undefined) => {
    const node = nodes.find((each) => each.id === id);
    return node ? `${node.kind} ${node.name}` : '-';
  };
  return links.map(
    ({ broken, from, text, to }) =>
      `${name(from)} ${text} ${name(to)}${broken === undefined ? '' : ' ✗'}`,
  );
};

suite('The map of a project', () => {
  test('ties stages, image, workload, Service and Ingress', async () => {
    const files = {
      'churn/Dockerfile': dockerfile,
      'k8s/deployment.yaml': deployment('registry.example/churn:1.4'),
      'k8s/service.yaml': service('churn'),
      'k8s/ingress.yaml': ingress,
    };
    assert.deepEqual(await drawn(files), [
      'Stage build is copied into Stage stage 1',
      'Stage stage 1 becomes Image churn/Dockerfile',
      'Image churn/Dockerfile runs in Deployment churn',
      'Deployment churn answers for Service churn',
      'Service churn is reached by Ingress front',
    ]);
  });

  test('draws a link that should be there and is broken', async () => {
    const files = { 'deployment.yaml': deployment('churn:1.4'), 'service.yaml': service('chum') };
    assert.deepEqual(await drawn(files), ['Deployment churn should meet Service churn ✗']);
  });

  test('asks what connects two things, where that is certain', async () => {
    const files = {
      'churn/Dockerfile': `${dockerfile}CMD ["python", "app.py"]\n`,
      'k8s/deployment.yaml': deployment('registry.example/churn:1.4'),
      'k8s/service.yaml': service('churn'),
      'k8s/ingress.yaml': ingress,
    };
    const project = await serviceOver(files);
    const { links, nodes } = project.map();
    const things = nodes.map(({ at, file, ...node }) => ({
      ...node,
      place: { path: file, start: at[0], end: at[1] },
    }));
    const questions = project.questions(askProject);
    const { ties } = presentMap(things, links, questions);
    assert.deepEqual(
      ties.map(({ ask, text }) => [text, ask?.label]),
      [
        ['is copied into', 'What connects Stage build and Stage stage 1?'],
        ['becomes', undefined],
        ['runs in', 'What connects Image churn/Dockerfile and Deployment churn?'],
        ['answers for', 'What connects Deployment churn and Service churn?'],
        ['is reached by', 'What connects Service churn and Ingress front?'],
      ],
    );
    for (const { ask } of ties) {
      if (!ask || !('ask' in ask.request)) continue;
      const { request } = ask;
      assert.ok(questions.some(({ id }) => id === request.ask));
    }
    assert.ok(presentMap(things, links).ties.every(({ ask }) => !ask));
  });

  test('is empty without Dockerfiles and objects', async () => {
    assert.deepEqual((await serviceOver({ 'app.py': 'import torch\n' })).map(), {
      nodes: [],
      links: [],
    });
  });

  test('has a place for each thing, and none lies on another', () => {
    const place = { path: 'a', start: 0, end: 0 };
    const things = Array.from({ length: 12 }, (_, i) => ({
      ...{ id: String(i), kind: 'Stage', name: String(i), place, column: i % 4, findings: 0 },
    }));
    const ties = things.slice(1).map(({ id }, i) => ({ from: String(i), to: id, text: 'is by' }));
    const view = presentMap(things, [...ties, { from: '3', text: 'leads nowhere', broken: 'x' }]);
    const places = new Set(view.things.map(({ x, y }) => `${x} ${y}`));
    assert.equal(places.size, things.length);
    for (const { x, y } of view.things) {
      assert.ok(x + view.box.width <= view.width);
      assert.ok(y + view.box.height <= view.height);
    }
    assert.equal(view.ties.length, ties.length + 1);
    for (const { line } of view.ties) assert.match(line, /^M[\d.]+ [\d.]+[Ch][\d. -]+$/);
  });
});
