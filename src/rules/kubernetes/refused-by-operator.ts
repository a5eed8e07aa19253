import type { ResourceIn } from '../../project/project.ts';
import { setScalar } from '../../syntax/kubernetes/edits.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './refused-by-operator.md' with { type: 'text' };

const rule: Rule = {
  id: 'refused-by-operator',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',

  *check(resource) {
    const { apiVersion, partial } = resource;
    if (partial) return;
    if (apiVersion.startsWith('serving.kserve.io/')) yield* inferenceService(resource);
    else if (apiVersion === 'kubeflow.org/v1') yield* trainingJob(resource);
    else if (apiVersion.startsWith('ray.io/')) yield* ray(resource);
  },
};
export default rule;

const name: KeyPath = ['metadata', 'name'];

const frameworks =
  'model sklearn xgboost lightgbm tensorflow pytorch onnx triton huggingface paddle pmml'.split(
    ' ',
  );

const autoscaler: KeyPath = ['metadata', 'annotations', 'serving.kserve.io/autoscalerClass'];

function* inferenceService(resource: ResourceIn): Generator<Finding> {
  if (resource.kind !== 'InferenceService') return;
  if (resource.name !== undefined && !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(resource.name))
    yield {
      at: resource.at(name),
      message: `KServe refuses the name ${resource.name}: it takes small letters, digits and hyphens, and starts with a letter.`,
    };
  const predictor = resource.get(['spec', 'predictor']);
  if (isRecord(predictor) && !resource.templated) {
    const [first, second] = frameworks.filter((each) => resource.key(['spec', 'predictor', each]));
    if (first && second)
      yield {
        at: resource.at(['spec', 'predictor', second]),
        message: `A predictor serves one model, and this one has ${first} and ${second}.`,
      };
  }
  const chosen = resource.get(autoscaler);
  if (typeof chosen === 'string' && !/^(?:hpa|external|keda|none)$/.test(chosen))
    yield {
      at: resource.at(autoscaler),
      message: `KServe knows no autoscaler class ${chosen}: it takes hpa, keda, external and none.`,
    };
}

interface Training {
  readonly specs: string;
  readonly container: string;
  readonly roles: readonly string[];
}

const trainings: Readonly<Record<string, Training>> = {
  PyTorchJob: { specs: 'pytorchReplicaSpecs', container: 'pytorch', roles: ['Master', 'Worker'] },
  TFJob: {
    specs: 'tfReplicaSpecs',
    container: 'tensorflow',
    roles: ['Chief', 'Master', 'PS', 'Worker', 'Evaluator'],
  },
  XGBoostJob: { specs: 'xgbReplicaSpecs', container: 'xgboost', roles: ['Master', 'Worker'] },
  PaddleJob: { specs: 'paddleReplicaSpecs', container: 'paddle', roles: ['Master', 'Worker'] },
  JAXJob: { specs: 'jaxReplicaSpecs', container: 'jax', roles: ['Worker'] },
};

function* trainingJob(resource: ResourceIn): Generator<Finding> {
  const { kind } = resource;
  const training = Object.hasOwn(trainings, kind) ? trainings[kind] : undefined;
  if (!training) return;
  const { specs, container, roles } = training;
  const above: KeyPath = ['spec', specs];
  const replicas = resource.get(above);
  for (const role of isRecord(replicas) ? Object.keys(replicas) : []) {
    const path: KeyPath = [...above, role];
    if (!roles.some((each) => each.toLowerCase() === role.toLowerCase())) {
      yield {
        at: resource.key(path) ?? resource.at(path),
        message: `A ${kind} has no ${role}: its replicas are ${roles.join(', ')}.`,
      };
      continue;
    }
    const count = resource.get([...path, 'replicas']);
    if (kind !== 'TFJob' && role === 'Master' && typeof count === 'number' && count !== 1)
      yield {
        at: resource.at([...path, 'replicas']),
        message: `A ${kind} has one Master, and this is ${count}.`,
        ...mend('Set 1 replica', setScalar(resource, [...path, 'replicas'], '1')),
      };
    const list: KeyPath = [...path, 'template', 'spec', 'containers'];
    const containers = itemsAt(resource, list);
    const names = containers.map((each) => resource.get([...each.path, 'name']));
    const [only] = containers;
    if (!only || names.includes(container) || names.some((each) => typeof each !== 'string'))
      continue;
    const at = [...only.path, 'name'];
    yield {
      at: resource.at(at),
      message: `A ${kind} runs its container ${container}, and ${role} has none of that name.`,
      ...(containers.length === 1
        ? mend(`Call the container ${container}`, setScalar(resource, at, container))
        : {}),
    };
  }
}

const longest: Readonly<Record<string, number>> = { RayCluster: 53, RayService: 47, RayJob: 47 };

function* ray(resource: ResourceIn): Generator<Finding> {
  const { kind } = resource;
  const most = Object.hasOwn(longest, kind) ? longest[kind] : undefined;
  if (most === undefined) return;
  const called = resource.name ?? '';
  if (called !== '' && (called.length > most || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(called)))
    yield {
      at: resource.at(name),
      message: `KubeRay refuses the name ${called}: it takes at most ${most} small letters, digits and hyphens, and starts with a letter.`,
    };
  const head = ['spec', 'rayClusterConfig', 'headGroupSpec', 'headService', 'metadata', 'name'];
  if (kind === 'RayService' && resource.key(head))
    yield {
      at: resource.at(head),
      message:
        'KubeRay 1.3 and later name the head service of a RayService themselves and refuse a name here.',
    };
  const stays = ['spec', 'shutdownAfterJobFinishes'];
  if (
    kind === 'RayJob' &&
    resource.get(['spec', 'suspend']) === true &&
    (resource.get(stays) === false || !resource.key(stays))
  )
    yield {
      at: resource.at(['spec', 'suspend']),
      message: 'A RayJob that is suspended must set shutdownAfterJobFinishes.',
    };
}
