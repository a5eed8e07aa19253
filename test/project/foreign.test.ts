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
});
