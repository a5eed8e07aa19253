import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHomeOf, inOneProject } from '../../src/project/homes.ts';
import { parseKustomization } from '../../src/syntax/kustomization.ts';
import { serviceOver } from '../support/host.ts';

const together = (a: string, b: string, others: Readonly<Record<string, string>> = {}): boolean => {
  const kustomizations = new Map(
    Object.entries(others).flatMap(([path, text]) =>
      path.endsWith('kustomization.yaml') ? [[path, parseKustomization(text)] as const] : [],
    ),
  );
  const homeOf = createHomeOf([...Object.keys(others), a, b], kustomizations);
  const [one, other] = [inOneProject(homeOf(a), homeOf(b)), inOneProject(homeOf(b), homeOf(a))];
  assert.equal(one, other);
  return one;
};

describe('two files of a repository', () => {
  it('are of one project where nothing divides them', () => {
    assert.ok(together('a.yaml', 'b.yaml'));
    assert.ok(together('k8s/a.yaml', 'deploy/b.yaml'));
    assert.ok(together('k8s/a.yaml', 'k8s/redis/b.yaml'));
    assert.ok(together('k8s/a.yaml', 'server/b.yaml', { 'server/Dockerfile': '' }));
    assert.ok(together('server/k8s/a.yaml', 'server/b.yaml', { 'server/Dockerfile': '' }));
  });

  it('are apart in test data, examples and documentation', () => {
    for (const folder of ['test', 'tests', 'testdata', 'pkg/fixtures', 'docs', 'e2e'])
      assert.ok(!together(`${folder}/a.yaml`, 'k8s/b.yaml'), folder);
    assert.ok(!together('examples/bert/a.yaml', 'examples/gpt/b.yaml'));
    assert.ok(!together('samples/bert/a.yaml', 'samples/gpt/b.yaml'));
    assert.ok(together('examples/bert/a.yaml', 'examples/bert/k8s/b.yaml'));
    assert.ok(together('tests/a.yaml', 'tests/more/b.yaml'));
  });

  it('are apart in two folders with projects of their own', () => {
    for (const name of ['Dockerfile', 'Chart.yaml', 'kustomization.yaml']) {
      const files = { [`serve/${name}`]: '', [`train/${name}`]: '' };
      assert.ok(!together('serve/k8s/a.yaml', 'train/k8s/b.yaml', files), name);
    }
    assert.ok(
      !together('charts/a/templates/x.yaml', 'charts/b/templates/x.yaml', {
        'charts/a/Chart.yaml': '',
        'charts/b/Chart.yaml': '',
      }),
    );
    assert.ok(!together('charts/a/templates/x.yaml', 'k8s/x.yaml', { 'charts/a/Chart.yaml': '' }));
  });

  it('are of one project where kustomizations refer to each other', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'redis/kustomization.yaml': 'resources: [b.yaml]\n',
      'other/kustomization.yaml': 'resources: [c.yaml]\n',
      'overlays/prod/kustomization.yaml':
        'resources: [../../base, ../../redis, ../../loose.yaml]\n',
    };
    assert.ok(together('base/a.yaml', 'redis/b.yaml', files));
    assert.ok(together('base/a.yaml', 'overlays/prod/patch.yaml', files));
    assert.ok(together('base/a.yaml', 'loose.yaml', files));
    assert.ok(!together('base/a.yaml', 'other/c.yaml', files));
  });
});

const service = (name: string, label: string, namespace = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }\nspec:\n  selector: { app: ${label} }\n  ports: [{ port: 80, targetPort: 8000 }]\n`;

const deployment = (name: string, label: string, namespace = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }\nspec:\n  selector: { matchLabels: { app: ${label} } }\n  template:\n    metadata: { labels: { app: ${label} } }\n    spec:\n      containers: [{ name: a, image: "a/b:1", ports: [{ containerPort: 8000 }] }]\n`;

const hpa = (target: string): string =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\nspec:\n  maxReplicas: 3\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }\n  metrics: [{ type: Pods, pods: { metric: { name: a }, target: { type: AverageValue, averageValue: 1 } } }]\n`;

const errors = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const project = await serviceOver(files);
  return project
    .linted()
    .flatMap((path) => project.findings(path))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule.id);
};

describe('a near miss', () => {
  it('is found in one folder, or in one written namespace', async () => {
    const slip = ['selector-mismatch'];
    const [wrong, right] = ['churn-modle', 'churn-model'];
    assert.deepEqual(
      await errors({ 'a.yaml': service('a', wrong), 'b.yaml': deployment('b', right) }),
      slip,
    );
    assert.deepEqual(
      await errors({
        'x/a.yaml': service('a', wrong, 'ml'),
        'y/b.yaml': deployment('b', right, 'ml'),
      }),
      slip,
    );
    for (const [from, to] of [
      ['', ''],
      ['ml', ''],
      ['', 'ml'],
      ['ml', 'lab'],
    ] as const)
      assert.deepEqual(
        await errors({
          'x/a.yaml': service('a', wrong, from),
          'y/b.yaml': deployment('b', right, to),
        }),
        [],
        `${from} and ${to}`,
      );
  });

  it('is no other well-known word', async () => {
    for (const [asked, there] of [
      ['mlflow', 'airflow'],
      ['redis', 'ray'],
      ['worker', 'router'],
      ['model-serve', 'model-server'],
      ['train', 'trainer'],
      ['staging', 'serving'],
    ] as const)
      assert.deepEqual(
        await errors({ 'a.yaml': service('a', asked), 'b.yaml': deployment('b', there) }),
        [],
        `${asked} and ${there}`,
      );
    for (const [asked, there] of [
      ['mflow-web', 'mlflow-web'],
      ['trianer', 'trainer'],
    ] as const)
      assert.deepEqual(
        await errors({ 'a.yaml': service('a', asked), 'b.yaml': deployment('b', there) }),
        ['selector-mismatch'],
        `${asked} and ${there}`,
      );
  });

  it('is none when an object of that name exists, also in part, and is not held against another chart', async () => {
    const target = deployment('churn-model', 'a');
    assert.deepEqual(await errors({ 'a.yaml': hpa('churn-modle'), 'b.yaml': target }), [
      'hpa-target-missing',
    ]);
    const part =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: churn-modle }\nspec: { replicas: 2 }\n';
    assert.deepEqual(
      await errors({ 'a.yaml': hpa('churn-modle'), 'b.yaml': target, 'patches/c.yaml': part }),
      [],
    );
    assert.deepEqual(
      await errors({
        'charts/a/Chart.yaml': 'name: a\n',
        'charts/b/Chart.yaml': 'name: b\n',
        'charts/a/templates/a.yaml': hpa('churn-modle'),
        'charts/b/templates/b.yaml': target,
      }),
      [],
    );
  });

  it('names a Rollout where a Deployment is asked for', async () => {
    const rollout = deployment('churn-model', 'a')
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('kind: Deployment', 'kind: Rollout');
    const project = await serviceOver({ 'a.yaml': hpa('churn-model'), 'b.yaml': rollout });
    const [found] = project.findings('a.yaml').filter(({ severity }) => severity === 'error');
    assert.equal(found?.rule.id, 'hpa-target-missing');
    assert.match(found.message, /is a Rollout/);
  });
});

describe('an object that an operator makes', () => {
  const ingress = (name: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a }\nspec:\n  defaultBackend: { service: { name: ${name}, port: { number: 80 } } }\n`;
  const reader = (secret: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: a/b:1\n      envFrom: [{ secretRef: { name: ${secret} } }]\n`;
  const kind = (apiVersion: string, name: string, made: string, spec = '{}'): string =>
    `apiVersion: ${apiVersion}\nkind: ${name}\nmetadata: { name: ${made} }\nspec: ${spec}\n`;

  it('is there, so that its name is no slip of another', async () => {
    const near = service('churn-predictor-x', 'z');
    assert.deepEqual(
      await errors({ 'a.yaml': ingress('churn-predictor'), 'b.yaml': near.replaceAll('-x', 's') }),
      ['ingress-backend-missing'],
    );
    for (const [asked, made] of [
      [
        'churn-predictor',
        kind('serving.kserve.io/v1beta1', 'InferenceService', 'churn', '{ predictor: {} }'),
      ],
      ['churn-head-svc', kind('ray.io/v1', 'RayCluster', 'churn')],
      ['churn-serve-svc', kind('ray.io/v1', 'RayService', 'churn')],
      ['churn-00001', kind('serving.knative.dev/v1', 'Service', 'churn')],
    ] as const) {
      const slip = service(`${asked.slice(0, -1)}xc`, 'z');
      const found = await errors({ 'a.yaml': ingress(asked), 'b.yaml': slip, 'c.yaml': made });
      assert.ok(!found.includes('ingress-backend-missing'), asked);
    }
  });

  it('is a Secret of another name where the object says so', async () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: churn-creds }\n';
    assert.deepEqual(await errors({ 'a.yaml': reader('churn-credz'), 'b.yaml': secret }), [
      'config-key-missing',
    ]);
    for (const made of [
      kind('external-secrets.io/v1', 'ExternalSecret', 'churn-credz'),
      kind('external-secrets.io/v1', 'ExternalSecret', 'x', '{ target: { name: churn-credz } }'),
      kind('bitnami.com/v1alpha1', 'SealedSecret', 'churn-credz'),
      kind('cert-manager.io/v1', 'Certificate', 'x', '{ secretName: churn-credz }'),
    ])
      assert.deepEqual(
        await errors({ 'a.yaml': reader('churn-credz'), 'b.yaml': secret, 'c.yaml': made }),
        [],
        made,
      );
  });
});

describe('labels that a kustomization adds to selectors', () => {
  const bare =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec:\n  template:\n    metadata: { labels: { control-plane: manager } }\n    spec:\n      containers: [{ name: a, image: "a/b:1" }]\n';

  it('make the selector that is not written', async () => {
    const base = 'resources: [a.yaml]\n';
    const added = 'labels: [{ includeSelectors: true, pairs: { app: a } }]\n';
    for (const files of [
      { 'base/kustomization.yaml': `${base}commonLabels: { app: a }\n` },
      { 'base/kustomization.yaml': base + added },
      {
        'base/kustomization.yaml': base,
        'prod/kustomization.yaml': `resources: [../base]\n${added}`,
      },
      { 'base/kustomization.yaml': base, 'prod/kustomization.yaml': `bases: [../base]\n${added}` },
      {
        'base/kustomization.yaml': base,
        'mid/kustomization.yaml': 'resources: [../base]\n',
        'prod/kustomization.yaml': `resources: [../mid]\ncommonLabels: { app: a }\n`,
      },
      {
        'base/kustomization.yaml': `${base}components: [../part]\n`,
        'part/kustomization.yaml': `kind: Component\n${added}`,
      },
    ])
      assert.deepEqual(await errors({ 'base/a.yaml': bare, ...files }), [], JSON.stringify(files));
    for (const text of [base, `${base}labels: [{ pairs: { app: a } }]\n`])
      assert.deepEqual(await errors({ 'base/a.yaml': bare, 'base/kustomization.yaml': text }), [
        'missing-field',
      ]);
  });
});
