import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [] , foo: 1 }\n';

const linted = async (...paths: readonly string[]): Promise<readonly string[]> => {
  const service = await serviceOver(Object.fromEntries(paths.map((path) => [path, pod])));
  for (const path of paths) await service.update(path, `${pod}\n`);
  for (const path of paths)
    assert.equal(service.findings(path).length > 0, service.linted().includes(path), path);
  return service.linted();
};

describe('copies of what others wrote', () => {
  it('are not checked', async () => {
    for (const folder of [
      'node_modules/a',
      'web/node_modules/a',
      'third_party/k8s',
      '.venv/lib/python3.12/site-packages/a',
      'site-packages/a',
      'model/cache/ultralytics_yolov5_master/utils',
    ])
      assert.deepEqual(await linted(`${folder}/a.yaml`, 'k8s/b.yaml'), ['k8s/b.yaml'], folder);
  });

  it('are the dependencies of a chart that is a dependency itself', async () => {
    const deep = 'stack/charts/metrics/charts/kepler/templates/a.yaml';
    assert.deepEqual(await linted(deep), [deep]);
    assert.deepEqual(
      (await linted(deep, 'stack/Chart.yaml', 'stack/charts/metrics/Chart.yaml')).filter((path) =>
        path.endsWith('a.yaml'),
      ),
      [],
    );
    const own = 'charts/app/charts/db/templates/a.yaml';
    assert.ok((await linted(own, 'charts/app/Chart.yaml')).includes(own));
  });

  it('are in vendor beside a go.mod only', async () => {
    assert.deepEqual(await linted('vendor/a/a.yaml'), ['vendor/a/a.yaml']);
    assert.deepEqual(await linted('vendor/a/a.yaml', 'go.mod'), []);
    assert.deepEqual(await linted('op/vendor/a/a.yaml', 'go.mod'), ['op/vendor/a/a.yaml']);
    assert.deepEqual(await linted('op/vendor/a/a.yaml', 'op/go.mod'), []);
  });

  it('are in a directory with the licence, the owners and the rules of a repository of its own', async () => {
    const marks = ['LICENSE', 'CODEOWNERS', 'CONTRIBUTING.md'];
    const inside = 'MODELS/research/a.yaml';
    assert.deepEqual(await linted(inside, ...marks.map((name) => `MODELS/${name}`)), []);
    assert.deepEqual(await linted(inside, 'MODELS/LICENSE', 'MODELS/CONTRIBUTING.md'), [inside]);
    assert.deepEqual(await linted(inside, ...marks), [inside]);
  });

  it('are in upstream: overlays beside it see its objects', async () => {
    const service = await serviceOver({ 'apps/upstream/a.yaml': pod, 'apps/b.yaml': pod });
    assert.deepEqual(service.findings('apps/upstream/a.yaml'), []);
    assert.ok(service.findings('apps/b.yaml').length > 0);
  });

  it('are charts of well-known projects, of which only errors are told', async () => {
    const template =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: {{ .Values.image }}\n';
    for (const [about, expected] of [
      ['name: grafana\nhome: https://grafana.com\n', []],
      ['name: grafana\n', ['missing-resources', 'unpinned-image']],
      ['name: churn\nhome: https://churn.example.com\n', ['missing-resources', 'unpinned-image']],
    ] as const) {
      const path = 'monitoring/grafana/templates/a.yaml';
      const service = await serviceOver({
        [path]: template,
        'monitoring/grafana/Chart.yaml': about,
        'monitoring/grafana/values.yaml': 'image: grafana/grafana:latest\n',
      });
      const found = service.findings(path).map(({ rule }) => rule.id);
      assert.deepEqual(found.sort(), [...expected]);
    }
  });

  it('are charts that a chart takes from a repository, but not those of its own', async () => {
    const old = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n';
    const path = 'db/charts/mongodb/templates/a.yaml';
    const found = async (more: Record<string, string>): Promise<number> => {
      const service = await serviceOver({
        [path]: old,
        'db/charts/mongodb/Chart.yaml': 'name: mongodb\n',
        ...more,
      });
      return service.findings(path).length;
    };
    const entry = (repository: string): string =>
      `dependencies:\n- name: redis\n  repository: "@stable"\n- name: mongodb\n  repository: ${repository}\n  version: 7.4.4\n`;
    const chart = { 'db/Chart.yaml': 'name: db\n' };
    assert.equal(await found({ ...chart, 'db/requirements.yaml': entry('"@stable"') }), 0);
    assert.equal(
      await found({ 'db/Chart.yaml': `name: db\n${entry('https://charts.example.com')}` }),
      0,
    );
    assert.equal(await found(chart), 1);
    assert.equal(
      await found({ 'db/Chart.yaml': `name: db\n${entry('file://charts/mongodb')}` }),
      1,
    );
    assert.equal(
      await found({
        ...chart,
        'db/requirements.yaml': 'dependencies:\n- name: redis\n  repository: "@stable"\n',
      }),
      1,
    );
    const strict = { '.seaworthy.yaml': 'profile: strict\n' };
    assert.ok(
      (await found({ ...chart, ...strict, 'db/requirements.yaml': entry('"@stable"') })) > 0,
    );
  });

  it('are what helm template printed of a chart that is there', async () => {
    const text = `---\n# Source: churn/templates/a.yaml\n${pod}`;
    const printed = await serviceOver({
      'helm/churn/out.yaml': text,
      'helm/churn/Chart.yaml': 'name: churn\n',
    });
    assert.deepEqual(printed.findings('helm/churn/out.yaml'), []);
    const alone = await serviceOver({ 'k8s/out.yaml': text });
    assert.ok(alone.findings('k8s/out.yaml').length > 0);
  });
});
