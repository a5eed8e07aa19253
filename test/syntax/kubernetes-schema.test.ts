import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSchema, type KubernetesSchema } from '../../src/data/kubernetes-schema.ts';
import type { Resource } from '../../src/syntax/kubernetes/model.ts';
import { createYamlReader } from '../../src/syntax/kubernetes/parse.ts';
import { entryAt, fieldAt } from '../../src/syntax/kubernetes/schema-at.ts';
import { cursorAt } from '../../src/syntax/kubernetes/schema-cursor.ts';
import {
  explainQuantity,
  isQuantity,
  quantityValue,
  repairQuantity,
} from '../../src/syntax/kubernetes/schema-quantity.ts';
import { schemaProblems } from '../../src/syntax/kubernetes/schema-walk.ts';
import { readContent } from '../support/host.ts';

const schema = await readContent('kubernetes').then((value): KubernetesSchema => {
  assert.ok(isSchema(value));
  return value;
});

const one = (text: string): Resource => {
  const [resource] = createYamlReader()(text, false);
  assert.ok(resource);
  return resource;
};

const problemsIn = (text: string): readonly string[] =>
  schemaProblems(one(text), schema).flatMap(({ kind, at }) =>
    /^(?:missing-field|field-too-new)$/.test(kind)
      ? []
      : [`${kind} ${at[0]} ${text.slice(at[0], at[1])}`],
  );

describe('the schema walk', () => {
  it('counts spans from the start of the file', () => {
    const text = '# models\n---\napiVersion: v1\nkind: Pod\nspec: { restartPolicy: never }\n';
    assert.deepEqual(problemsIn(text), [`bad-enum ${text.indexOf('never')} never`]);
  });

  it('walks a document once and shifts what it found when text above it changes', () => {
    const read = createYamlReader();
    const object = 'apiVersion: v1\nkind: Pod\nmetadata: { label: {} }\n';
    const spans = [`---\n${object}`, `apiVersion: v1\nkind: Pod\n---\n${object}`].map((text) => {
      const resource = read(text, false).at(-1);
      assert.ok(resource);
      const [problem] = schemaProblems(resource, schema);
      return problem && text.slice(...problem.at);
    });
    assert.deepEqual(spans, ['label', 'label']);
  });

  it('reads aliases of aliases once', () => {
    const levels = Array.from({ length: 20 }, (_, i) => {
      const inner = i === 0 ? '{ nmae: x }' : `*l${i - 1}`;
      return `    - &l${i} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
    });
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${levels.join('\n')}\n`;
    assert.equal(problemsIn(text).length, 20);
  });

  it('ends on an alias to what holds it', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nspec: &spec\n  containers:\n    - &c { <<: *c, nmae: x }\n  initContainers: [*c]\n  affinity: *spec\n';
    assert.deepEqual(problemsIn(text), [
      `unknown-field ${text.indexOf('nmae')} nmae`,
      `unknown-field ${text.indexOf('containers')} containers`,
      `unknown-field ${text.indexOf('initContainers')} initContainers`,
      `unknown-field ${text.indexOf('affinity')} affinity`,
    ]);
  });

  it('leaves a merged value out that the object sets itself', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - &base { name: a, image: x, tty: 1 }\n    - { <<: *base, tty: true }\n';
    assert.deepEqual(problemsIn(text), [`wrong-type ${text.indexOf('1 }')} 1`]);
  });

  it('ends early in a file full of problems', () => {
    const keys = Array.from({ length: 500 }, (_, i) => `  k${i}: 1`).join('\n');
    assert.equal(problemsIn(`apiVersion: v1\nkind: Pod\nspec:\n${keys}\n`).length, 200);
    const pods = Array.from({ length: 500 }, (_, i) => `    - { nmae: c${i} }`).join('\n');
    const { length } = problemsIn(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${pods}\n`);
    // Each of them lacks its name, too.
    assert.equal(length, 100);
  });
});

describe('amounts', () => {
  it('are read as Kubernetes does', () => {
    const good = ['1', '1.5', '.5', '4.', '500m', '8Gi', '1e3', '1E-3', '8E', '-2', '+2k', '0'];
    assert.deepEqual(good.filter(isQuantity), good);
    const bad = ['', '8Gib', '8GB', '1K', '0,5', '1 Gi', '1gi', '1e', 'm', '1.5.0', '1_000'];
    assert.deepEqual(bad.filter(isQuantity), []);
  });

  it('have a value', () => {
    assert.deepEqual(['500m', '8Gi', '2k', '1e3', '1.5', 'x'].map(quantityValue), [
      0.5,
      8589934592,
      2000,
      1000,
      1.5,
      undefined,
    ]);
  });

  const repairs: readonly (readonly [string, string | undefined])[] = [
    ['8Gib', '8Gi'],
    ['8 GiB', '8Gi'],
    ['8GB', '8G'],
    ['512mb', '512M'],
    ['1K', '1k'],
    ['0,5', '0.5'],
    ['2 cores', '2'],
    ['1,000', undefined],
    ['lots', undefined],
    ['1Zi', undefined],
    ['<memory>', undefined],
  ];
  for (const [text, meant] of repairs)
    it(`${text} means ${meant ?? 'nothing for sure'}`, () =>
      assert.equal(repairQuantity(text), meant));

  const plain: readonly (readonly [string, string, string | undefined])[] = [
    ['8Gi', 'memory', '8,589,934,592 bytes'],
    ['8G', 'memory', '8,000,000,000 bytes (7.45 GiB)'],
    ['500m', 'memory', '0.5 bytes'],
    ['500m', 'cpu', '0.5 CPU cores'],
    ['1', 'cpu', '1 CPU core'],
    ['1', 'nvidia.com/gpu', '1'],
    ['x', 'cpu', undefined],
  ];
  for (const [text, name, words] of plain)
    it(`${text} of ${name} is ${words}`, () => assert.equal(explainQuantity(text, name), words));
});

const manifest = `apiVersion: v1
kind: ConfigMap
---
apiVersion: apps/v1
kind: Deployment # serves
metadata:
  name: churn
spec:
  replicas: 2
  <a>
  template:
    spec:
      containers:
      - name: server
        <b>
        ports:
        - containerPort: 8000
          na<c>
        - con<d>
        resources:
          limits:
            <e>
        livenessProbe:
          httpGet:
            scheme: H<f>
      - <g>
      volumes:
        - name: data
          <h>
    <i>
# comment <j>
    key: "<k>"
    scalar: text
      <l>
<m>
`;

describe('the caret in a manifest', () => {
  const places: Readonly<Record<string, string>> = {
    a: 'spec: replicas, template',
    b: 'spec.template.spec.containers.0: name, ports, resources, livenessProbe',
    c: 'spec.template.spec.containers.0.ports.0: containerPort; na',
    d: 'spec.template.spec.containers.0.ports.0: ; con',
    e: 'spec.template.spec.containers.0.resources.limits: ',
    f: 'spec.template.spec.containers.0.livenessProbe.httpGet: ; scheme = H',
    g: 'spec.template.spec.containers.0: ',
    h: 'spec.template.spec.volumes.0: name',
    i: 'spec.template: spec, key, scalar',
    j: 'nowhere',
    k: 'nowhere',
    l: 'nowhere',
    m: ': spec, metadata, kind, apiVersion',
  };
  for (const [mark, place] of Object.entries(places))
    it(`${mark} stands in ${place}`, () => {
      const offset = manifest.split(`<${mark}>`)[0]?.replace(/<\w>/g, '').length ?? 0;
      const text = manifest.replace(/<\w>/g, '');
      const cursor = cursorAt(text, offset);
      const word = cursor ? text.slice(...cursor.replaces) : '';
      const typed = cursor?.key === undefined ? word : `${cursor.key} = ${word}`;
      assert.equal(
        cursor
          ? `${cursor.path.join('.')}: ${[...cursor.siblings.keys()].join(', ')}${typed ? `; ${typed}` : ''}`
          : 'nowhere',
        place,
      );
      if (cursor) assert.equal(`${cursor.apiVersion} ${cursor.kind}`, 'apps/v1 Deployment');
    });

  it('is found with Windows line ends', () => {
    const text = 'apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  ';
    const cursor = cursorAt(text, text.length);
    assert.deepEqual([cursor?.path, cursor?.kind], [['spec'], 'Pod']);
  });
});

describe('the entry at an offset', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: churn\n      args: [a, b]\n';
  const found = (mark: string): string => {
    const entry = entryAt(one(text), text.indexOf(mark));
    return entry ? `${entry.on} ${entry.path.join('.')} ${text.slice(...entry.at)}` : 'none';
  };
  it('is a key or a scalar with its path', () => {
    assert.equal(found('image'), 'key spec.containers.0.image image');
    assert.equal(found('churn'), 'value spec.containers.0.image churn');
    assert.equal(found('b]'), 'value spec.containers.0.args.1 b');
    assert.equal(found('  containers'), 'none');
  });

  it('leads to its field', () => {
    assert.deepEqual(fieldAt(schema, 'v1/Pod', ['spec', 'containers', 0, 'image']), {
      shape: 'string',
      owner: 'v1/Container',
      name: 'image',
      required: false,
    });
    assert.equal(fieldAt(schema, 'v1/Pod', ['spec', 'image']), undefined);
    assert.equal(fieldAt(schema, 'v1/Pod', ['spec', 0]), undefined);
  });
});
