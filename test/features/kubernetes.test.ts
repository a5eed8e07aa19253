import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService, type Service } from '../../src/service.ts';
import { memoryHost, serviceOver } from '../support/host.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: churn-model
spec:
  selector: { matchLabels: { app: churn-model } }
  template:
    metadata:
      labels: { app: churn-model, tier: model }
    spec:
      terminationGracePeriodSeconds: 90
      containers:
        - name: server
          image: churn-model:1.4.0
          imagePullPolicy: Always
          ports:
            - { name: http, containerPort: 8000 }
          resources:
            limits:
              cpu: 500m
              memory: 8Gi
`;
const service = `apiVersion: v1
kind: Service
metadata:
  name: churn-model
spec:
  selector:
    app: churn-model
  ports:
    - port: 80
      targetPort: http
`;
const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: churn-scaler
spec:
  scaleTargetRef:
    kind: Deployment
    name: churn-model
  minReplicas: 2
  maxReplicas: 6
`;
const files = {
  'k8s/deploy.yaml': deployment,
  'k8s/service.yaml': service,
  'k8s/hpa.yaml': scaler,
};

const hover = async (path: keyof typeof files, mark: string): Promise<string | undefined> => {
  const loaded = await serviceOver(files);
  const found = await loaded.describe(path, files[path].indexOf(mark) + 1);
  return found && `«${files[path].slice(...found.at)}» ${found.markdown}`;
};

describe('beside another extension', () => {
  it('a hover leaves out what the schema says, and no links', async () => {
    const loaded = await serviceOver(files);
    const at = (path: keyof typeof files, mark: string) =>
      loaded.describe(path, files[path].indexOf(mark) + 1, true);
    assert.equal(await at('k8s/deploy.yaml', 'containerPort'), undefined);
    const selector = await at('k8s/service.yaml', 'selector');
    assert.match(selector?.markdown ?? '', /^Sends requests to the pods of /);
  });

  it('completion leaves out fields, and no names of the project', async () => {
    const text = `${pod}  containers:\n    - r`;
    const fields = await serviceOver({ 'new.yaml': text });
    assert.deepEqual(await fields.complete('new.yaml', text.length, true), []);
    const loaded = await serviceOver(files);
    const offset = scaler.indexOf('churn-model');
    const names = await loaded.complete('k8s/hpa.yaml', offset, true);
    assert.deepEqual(
      names.map(({ label }) => label),
      ['churn-model'],
    );
  });
});

describe('a hover in a manifest', () => {
  it('tells path, type and description of a field', async () => {
    assert.equal(
      await hover('k8s/deploy.yaml', 'containerPort'),
      "«containerPort» **spec\\.template\\.spec\\.containers\\[\\]\\.ports\\[\\]\\.containerPort** whole number, required\n\nNumber of port to expose on the pod's IP address. This must be a valid port number, 0 &lt; x &lt; 65536.",
    );
  });

  it('lists the words that a field takes', async () => {
    const text = await hover('k8s/deploy.yaml', 'Always');
    assert.match(text ?? '', /^«Always» .* one of `Always`, `IfNotPresent`, `Never`\n/);
  });

  it('says amounts and times in plain words', async () => {
    assert.match((await hover('k8s/deploy.yaml', '8Gi')) ?? '', /`8Gi` = 8,589,934,592 bytes/);
    assert.match((await hover('k8s/deploy.yaml', 'cpu')) ?? '', /`500m` = 0\.5 CPU cores/);
    assert.match(
      (await hover('k8s/deploy.yaml', 'terminationGrace')) ?? '',
      /90 seconds = 1 minute 30 seconds/,
    );
  });

  it('describes the kind', async () => {
    assert.equal(
      await hover('k8s/deploy.yaml', 'Deployment'),
      '«Deployment» **kind** text, required\n\nDeployment enables declarative updates for Pods and ReplicaSets.',
    );
  });

  it('tells what a field of a machine-learning kind decides, and what Kubernetes says of the pod in it', async () => {
    const text = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: churn}
spec:
  predictor:
    minReplicas: 0
    nodeSelector: {pool: gpu}
    model:
      modelFormat: {name: sklearn}
      imagePullPolicy: Always
`;
    const job = `apiVersion: kubeflow.org/v2beta1
kind: MPIJob
metadata: {name: train}
spec:
  slotsPerWorker: 4
  mpiReplicaSpecs:
    Worker:
      replicas: 2
`;
    const made = await serviceOver({ 'churn.yaml': text, 'train.yaml': job });
    const said = async (path: string, source: string, word: string): Promise<string> =>
      (await made.describe(path, source.indexOf(word)))?.markdown ?? '';
    const about = (word: string): Promise<string> => said('churn.yaml', text, word);
    assert.match(await about('InferenceService'), /^\*\*kind\*\* text\n\nA model server of KServe/);
    assert.match(
      await about('minReplicas'),
      /^\*\*spec\\\.predictor\\\.minReplicas\*\* whole number\n\nThe fewest pods that stay up: 1 unless set\./,
    );
    assert.match(await about('name: sklearn'), /^.*required\n\nThe name of the format/);
    assert.match(await about('nodeSelector'), /\n\nNodeSelector is a selector/);
    assert.match(await about('imagePullPolicy'), /\n\nImage pull policy\./);
    assert.match(await about('metadata'), /\n\nName, namespace, labels/);
    assert.match(await said('train.yaml', job, 'slotsPerWorker'), /\n\nProcesses in each worker/);
    assert.match(await said('train.yaml', job, 'replicas'), /\n\nThe number of these pods: 1/);
  });

  it('names the pods of a Service, and what an autoscaler scales', async () => {
    assert.match(
      (await hover('k8s/service.yaml', 'selector')) ?? '',
      /Sends requests to the pods of Deployment `churn-model` \(k8s\/deploy\\\.yaml\)\./,
    );
    assert.match(
      (await hover('k8s/hpa.yaml', 'churn-model')) ?? '',
      /Scales Deployment `churn-model` \(k8s\/deploy\\\.yaml\) between 2 and 6 pods\./,
    );
  });

  it('names what sends requests to a workload and what scales it', async () => {
    const text = await hover('k8s/deploy.yaml', 'churn-model');
    assert.match(
      text ?? '',
      /Gets requests through Service `churn-model` \(k8s\/service\\\.yaml\)\./,
    );
    assert.match(
      text ?? '',
      /Scaled by HorizontalPodAutoscaler `churn-scaler` \(k8s\/hpa\\\.yaml\)\./,
    );
  });

  it('does without descriptions that cannot be loaded', async () => {
    const host = memoryHost(files);
    const loaded = createService({
      ...host,
      content: (name) =>
        name === 'kubernetes-docs' ? Promise.reject(new Error('missing')) : host.content(name),
    });
    await loaded.load();
    const found = await loaded.describe('k8s/deploy.yaml', deployment.indexOf('template'));
    assert.equal(found?.markdown, '**spec\\.template** PodTemplateSpec, required');
  });

  it('shows text of the file letter by letter', async () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: { "[x](command:y)": "1" }\n';
    const loaded = await serviceOver({ 'a.yaml': text });
    const found = await loaded.describe('a.yaml', text.indexOf('[x]'));
    assert.equal(found?.markdown, '**metadata\\.annotations\\.\\[x\\]\\(command:y\\)** text');
  });

  it('is silent between fields and on kinds that are not known', async () => {
    const text = 'apiVersion: example.com/v1\nkind: Model\nspec:\n  size: 8Gi\n';
    const loaded = await serviceOver({ 'a.yaml': text });
    assert.equal(await loaded.describe('a.yaml', text.indexOf('size')), undefined);
    assert.equal(await loaded.describe('a.yaml', text.indexOf('spec:') + 5), undefined);
  });
});

/** What can be typed at `|` of a new file beside the others. */
const typed = async (marked: string): Promise<readonly string[]> => {
  const offset = marked.indexOf('|');
  const loaded: Service = await serviceOver({ ...files, 'new.yaml': marked.replace('|', '') });
  const found = await loaded.complete('new.yaml', offset);
  return found.map(({ label }) => label);
};

const pod = 'apiVersion: v1\nkind: Pod\nspec:\n';

describe('completion in a manifest', () => {
  it('offers missing fields, the required ones first', async () => {
    const labels = await typed(`${pod}  containers:\n    - image: churn:1\n      |\n`);
    assert.equal(labels[0], 'name');
    assert.ok(labels.includes('livenessProbe'));
    assert.ok(!labels.includes('image'));
  });

  it('makes room for what the field holds', async () => {
    const text = `${pod}  containers:\n    - r`;
    const loaded = await serviceOver({ 'new.yaml': text });
    const found = await loaded.complete('new.yaml', text.length);
    const of = (name: string): unknown => found.find(({ label }) => label === name);
    assert.deepEqual(of('resources'), {
      label: 'resources',
      kind: 'field',
      common: true,
      detail: 'ResourceRequirements',
      snippet: 'resources:\n    $1',
      replaces: [text.length - 1, text.length],
    });
    assert.deepEqual(of('args'), {
      label: 'args',
      kind: 'field',
      common: true,
      detail: 'list of string',
      snippet: 'args:\n    - $1',
      replaces: [text.length - 1, text.length],
    });
    assert.deepEqual(of('image'), {
      label: 'image',
      kind: 'field',
      common: true,
      detail: 'string',
      snippet: 'image: $1',
      replaces: [text.length - 1, text.length],
    });
  });

  it('works in text that does not parse', async () => {
    const labels = await typed(`${pod}  restart|\n  containers: [\n`);
    assert.ok(labels.includes('restartPolicy'));
  });

  it('offers the words and booleans of a field', async () => {
    assert.deepEqual(await typed(`${pod}  restartPolicy: |\n`), ['Always', 'Never', 'OnFailure']);
    assert.deepEqual(await typed(`${pod}  hostNetwork: |\n`), ['true', 'false']);
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  accessModes:\n    - |\n';
    assert.deepEqual(await typed(claim), [
      'ReadOnlyMany',
      'ReadWriteMany',
      'ReadWriteOnce',
      'ReadWriteOncePod',
    ]);
  });

  it('offers kinds and versions that are still served', async () => {
    assert.deepEqual(await typed('apiVersion: autoscaling/v2\nkind: |\n'), [
      'HorizontalPodAutoscaler',
    ]);
    assert.deepEqual(await typed('apiVersion: |\nkind: Ingress\n'), ['networking.k8s.io/v1']);
  });

  it('offers the targets of an autoscaler', async () => {
    assert.deepEqual(
      await typed(
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef:\n    kind: Deployment\n    name: |\n',
      ),
      ['churn-model'],
    );
  });

  it('offers the labels and ports of pods to a Service', async () => {
    const head = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec:\n';
    assert.deepEqual(await typed(`${head}  selector:\n    |\n`), [
      'app: churn-model',
      'tier: model',
    ]);
    assert.deepEqual(await typed(`${head}  selector:\n    tier: model\n    app: |\n`), [
      'churn-model',
    ]);
    assert.deepEqual(await typed(`${head}  ports:\n    - port: 80\n      targetPort: |\n`), [
      'http',
      '8000',
    ]);
  });

  it('offers nothing where nothing is known', async () => {
    assert.deepEqual(await typed('apiVersion: example.com/v1\nkind: Model\nspec:\n  |\n'), []);
    assert.deepEqual(await typed(`${pod}  containers: { | }\n`), []);
    assert.deepEqual(await typed(`${pod}  # |\n`), []);
  });
});

describe('lenses over workloads', () => {
  const objects = (name: string): string => `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: churn}, ports: [{port: 80}]}
---
`;
  const text = `${objects('churn')}${objects('churn-metrics')}apiVersion: apps/v1
kind: Deployment
metadata: {name: churn}
spec:
  selector: {matchLabels: {app: churn}}
  template:
    metadata: {labels: {app: churn}}
    spec:
      containers:
        - {name: server, image: registry.example.com/churn:1.4.0}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: churn}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: churn}
  maxReplicas: 3
`;

  it('count what a workload is tied to, and lead there', async () => {
    const service = await serviceOver(
      { 'k8s/churn.yaml': text, Dockerfile: 'FROM python:3.12-slim\nUSER 10001\n' },
      'churn',
    );
    const [lens, more] = service.lenses('k8s/churn.yaml');
    assert.equal(more, undefined);
    assert.equal(lens?.title, '2 Services, 1 HPA, built by Dockerfile');
    assert.equal(lens && text.slice(...lens.at), 'Deployment');
    const named = text.indexOf('churn}\nspec:\n  selector');
    assert.deepEqual(
      service.uses('k8s/churn.yaml', named).map(({ kind }) => kind),
      ['Service', 'Service', 'HorizontalPodAutoscaler', 'Dockerfile'],
    );
  });
});
