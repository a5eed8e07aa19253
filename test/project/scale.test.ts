import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Service } from '../../src/service.ts';
import { serviceOver } from '../support/host.ts';

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');

/** Checks and mends a project; work that grows with the square of these inputs would hold up the whole run. */
const through = async (files: Readonly<Record<string, string>>): Promise<Service> => {
  const service = await serviceOver(files);
  for (const path of service.linted()) {
    for (const { fixes } of service.findings(path)) for (const fix of fixes ?? []) fix.edits();
    service.fixed(path);
  }
  return service;
};

const head = 'FROM python:3.12-slim\n';

describe('long files', () => {
  it('of ignore comments', async () => {
    const text = lines(1000, () => '# seaworthy ignore=pip-cache\nRUN pip install torch==2.4.0');
    const service = await through({ Dockerfile: head + text });
    assert.ok(service.findings('Dockerfile').every(({ rule }) => rule.id !== 'pip-cache'));
  });

  it('of installs and commands that are all mended at once', async () => {
    const service = await through({
      Dockerfile: head + lines(1000, () => 'CMD ["python", "train.py"]'),
    });
    assert.equal(service.fixed('Dockerfile'), `${head}CMD ["python", "train.py"]\n`);
  });

  it('of stages that start from each other, or copy from each other', async () => {
    await through({ Dockerfile: head + lines(800, (i) => `FROM s${i} AS s${i + 1}`) });
    const copies = lines(1500, (i) => `${head.trim()} AS s${i + 1}\nCOPY --from=s${i} /venv /venv`);
    await through({ Dockerfile: `${head}${copies}CMD ["python", "train.py"]\n` });
  });

  it('of values that double, and of folders in folders', async () => {
    const doubled = lines(60, (i) => `ENV A${i + 1}=$A${i}$A${i}`);
    await through({ Dockerfile: `${head}ENV A0=model\n${doubled}WORKDIR $A60\n` });
    await through({ Dockerfile: `ARG A0=model\n${doubled.replaceAll('ENV', 'ARG')}FROM $A60\n` });
    await through({ Dockerfile: head + lines(4000, () => 'WORKDIR models') });
  });

  it('of keys', async () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: churn}\nspec:\n';
    await through({ 'pod.yaml': pod + lines(5000, (i) => `  k${i}: ${i}`) });
    await through({ 'pod.yaml': `${pod}  ${'"'.repeat(10_000)}:\n` });
  });

  it('of Python', async () => {
    const files = { Dockerfile: `${head}COPY app.py ./\nCMD ["python", "app.py"]\n` };
    await through({ ...files, 'app.py': 'a.'.repeat(50_000) });
    await through({ ...files, 'app.py': 'app.run('.repeat(20_000) });
  });
});

describe('projects of a thousand files', () => {
  it('with as many Services, workloads and autoscalers of one label', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 150; i++) {
      files[`k8s/${i}/service.yaml`] =
        `apiVersion: v1\nkind: Service\nmetadata: {name: churn${i}}\nspec: {selector: {app: churn}, ports: [{port: 80}]}\n`;
      files[`k8s/${i}/model.yaml`] =
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: churn${i}}\nspec:\n  selector: {matchLabels: {app: churn}}\n  template:\n    metadata: {labels: {app: churn}}\n    spec:\n      containers:\n        - {name: server, image: 'churn:1', ports: [{containerPort: 80}]}\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: churn${i}}\nspec: {scaleTargetRef: {kind: Deployment, name: churn${i}, apiVersion: apps/v1}, maxReplicas: 3}\n`;
    }
    const service = await through(files);
    const found = service.findings('k8s/7/model.yaml').map(({ rule }) => rule.id);
    assert.ok(found.includes('hpa-without-requests'));
  });
});
