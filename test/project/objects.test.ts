import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ObjectFacts } from '../../src/project/facts.ts';
import { createObjects } from '../../src/project/objects.ts';

const object = (file: string, name: string): ObjectFacts => ({
  ...{ file, at: [0, 1], apiVersion: 'apps/v1', kind: 'Deployment', name, labels: {} },
  partial: false,
  workload: { podLabels: { app: 'churn' }, containers: [] },
});

describe('the index of objects', () => {
  const names = (objects: readonly ObjectFacts[]): readonly string[] =>
    objects.map(({ file, name }) => `${file} ${name}`);

  it('finds by kind, name and label, in order of the files', () => {
    const index = createObjects();
    index.put('b.yaml', [object('b.yaml', 'train')]);
    index.put('a.yaml', [object('a.yaml', 'serve'), object('a.yaml', 'queue')]);
    const all = ['a.yaml serve', 'a.yaml queue', 'b.yaml train'];
    assert.deepEqual(names(index.all()), all);
    assert.deepEqual(names(index.find('label app=churn')), all);
    assert.deepEqual(names(index.find('name Deployment queue')), ['a.yaml queue']);
    assert.equal(index.find('pods'), index.find('pods'));
  });

  it('lets go of the objects that a file has no longer, and of no others', () => {
    const index = createObjects();
    index.put('a.yaml', [object('a.yaml', 'serve'), object('a.yaml', 'queue')]);
    index.put('b.yaml', [object('b.yaml', 'train')]);
    index.put('a.yaml', []);
    assert.deepEqual(names(index.find('label app')), ['b.yaml train']);
    assert.deepEqual(names(index.find('name Deployment serve')), []);
    index.put('b.yaml', [object('b.yaml', 'other')]);
    assert.deepEqual(names(index.all()), ['b.yaml other']);
  });
});
