import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { machineLearningDocs } from '../../src/build/kubernetes-ml-docs.ts';
import {
  isDocs,
  isSchema,
  type KubernetesSchema,
  type Shape,
  shapeOf,
  typeOfKind,
} from '../../src/data/kubernetes-schema.ts';
import { readContent } from '../support/host.ts';

const schema = await readContent('kubernetes').then((value): KubernetesSchema => {
  assert.ok(isSchema(value));
  return value;
});

const partsOf = (shape: Shape): readonly string[] => {
  if (typeof shape === 'string') return [shape];
  if ('one' in shape) return ['one'];
  if ('type' in shape) return ['type'];
  return 'list' in shape ? ['list', ...partsOf(shape.list)] : ['map', ...partsOf(shape.map)];
};

describe('the compiled Kubernetes schema', () => {
  it('holds as much as the packages describe', () => {
    const own = Object.values(schema.types).filter(({ open }) => !open);
    const shapes = own.flatMap(({ properties }) => Object.values(properties));
    const isOpen = (type: string): boolean => schema.types[type]?.open === true;
    const counts: Record<string, number> = {
      kinds: Object.values(schema.kinds).filter((type) => !isOpen(type)).length,
      types: own.length,
      fields: shapes.length,
    };
    for (const part of shapes.flatMap(partsOf)) counts[part] = (counts[part] ?? 0) + 1;
    assert.deepEqual(counts, {
      kinds: 128,
      types: 627,
      fields: 2552,
      string: 1076,
      list: 343,
      type: 862,
      one: 84,
      int32: 176,
      any: 78,
      byte: 10,
      boolean: 142,
      int64: 39,
      'int-or-string': 24,
      map: 48,
      quantity: 41,
      'date-time': 20,
    });
  });

  it('holds the kinds of operators with fields that may be more', () => {
    const open = Object.entries(schema.kinds).filter(([, type]) => schema.types[type]?.open);
    assert.deepEqual(
      open.map(([kind]) => kind),
      [
        'kubeflow.org/v1 JAXJob',
        'kubeflow.org/v1 MPIJob',
        'kubeflow.org/v1 PaddleJob',
        'kubeflow.org/v1 PyTorchJob',
        'kubeflow.org/v1 TFJob',
        'kubeflow.org/v1 XGBoostJob',
        'kubeflow.org/v2beta1 MPIJob',
        'ray.io/v1 RayCluster',
        'ray.io/v1 RayJob',
        'ray.io/v1 RayService',
        'ray.io/v1alpha1 RayCluster',
        'ray.io/v1alpha1 RayJob',
        'ray.io/v1alpha1 RayService',
        'serving.kserve.io/v1beta1 InferenceService',
        'trainer.kubeflow.org/v1alpha1 TrainJob',
      ],
    );
  });

  it('knows current and removed versions of a kind, and no lists', () => {
    assert.equal(typeOfKind(schema, 'apps/v1', 'Deployment'), 'apps/v1/Deployment');
    assert.equal(
      typeOfKind(schema, 'extensions/v1beta1', 'Deployment'),
      'extensions/v1beta1/Deployment',
    );
    assert.equal(typeOfKind(schema, 'v1', 'PodList'), undefined);
    assert.equal(typeOfKind(schema, 'v1', 'constructor'), undefined);
  });

  const fields: readonly (readonly [type: string, field: string, shape: Shape | undefined])[] = [
    ['apps/v1/DeploymentSpec', 'replicas', 'int32'],
    ['apps/v1/Deployment', 'status', 'any'],
    ['v1/ContainerPort', 'protocol', { one: ['SCTP', 'TCP', 'UDP'] }],
    ['v1/Container', 'imagePullPolicy', { one: ['Always', 'IfNotPresent', 'Never'] }],
    ['v1/Container', 'env', { list: { type: 'v1/EnvVar' } }],
    ['v1/Container', 'constructor', undefined],
    ['v1/ResourceRequirements', 'limits', { map: 'quantity' }],
    ['v1/ServicePort', 'targetPort', 'int-or-string'],
    ['v1/PodSpec', 'terminationGracePeriodSeconds', 'int64'],
    ['v1/PodSecurityContext', 'supplementalGroups', { list: 'int64' }],
    ['v1/Secret', 'data', { map: 'byte' }],
    ['meta/v1/ObjectMeta', 'creationTimestamp', 'date-time'],
    ['meta/v1/ObjectMeta', 'managedFields', { list: 'any' }],
    ['apiextensions.k8s.io/v1/CustomResourceValidation', 'openAPIV3Schema', 'any'],
    [
      'apps/v1/StatefulSetSpec',
      'volumeClaimTemplates',
      { list: { type: 'apps/v1/StatefulSetSpec.volumeClaimTemplates' } },
    ],
    [
      'v1/PersistentVolumeClaimSpec',
      'accessModes',
      { list: { one: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'] } },
    ],
  ];
  for (const [type, field, shape] of fields)
    it(`gives ${type}.${field} its shape`, () =>
      assert.deepEqual(shapeOf(schema, type, field), shape));

  it('knows what an object cannot be without', () => {
    assert.deepEqual(schema.types['apps/v1/DeploymentSpec']?.required, ['selector', 'template']);
    assert.deepEqual(schema.types['v1/ContainerPort']?.required, ['containerPort']);
  });

  it('names only types that it holds', () => {
    const named = Object.values(schema.types).flatMap(({ properties }) =>
      Object.values(properties).flatMap(function typesIn(shape: Shape): readonly string[] {
        if (typeof shape === 'string' || 'one' in shape) return [];
        if ('type' in shape) return [shape.type];
        return typesIn('list' in shape ? shape.list : shape.map);
      }),
    );
    assert.deepEqual(
      named.filter((name) => !schema.types[name]),
      [],
    );
  });

  it('has the descriptions in a file of their own', async () => {
    const docs = await readContent('kubernetes-docs');
    assert.ok(isDocs(docs));
    assert.equal(
      docs['apps/v1/Deployment']?.[''],
      'Deployment enables declarative updates for Pods and ReplicaSets.',
    );
    assert.equal(
      docs['apps/v1/DeploymentSpec']?.['paused'],
      'Indicates that the deployment is paused.',
    );
  });

  const isLearning = (type: string): boolean =>
    /^(?:kserve|kubeflow|trainer|ray)\/|^\w+$/.test(type);

  it('has a text for every field of the machine-learning types', async () => {
    const docs = await readContent('kubernetes-docs');
    assert.ok(isDocs(docs));
    const types = Object.entries(schema.types).filter(([type]) => isLearning(type));
    assert.ok(types.length > 30);
    const missing = types.flatMap(([type, { properties }]) =>
      Object.keys(properties).flatMap((field) => (docs[type]?.[field] ? [] : [`${type}.${field}`])),
    );
    assert.deepEqual(missing, []);
  });

  it('has no text of its own for what is no field, and each is a few sentences', () => {
    for (const [type, texts] of Object.entries(machineLearningDocs))
      for (const [field, text] of Object.entries(texts)) {
        const properties = schema.types[type]?.properties ?? {};
        assert.ok(field === '' || Object.hasOwn(properties, field), `${type}.${field}`);
        assert.match(text, /^[^\n]{8,330}\.$/, `${type}.${field}`);
      }
  });
});
