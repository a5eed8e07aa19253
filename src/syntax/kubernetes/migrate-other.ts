import type { Edit } from '../../text/edit.ts';
import { isRecord } from '../kustomization.ts';
import { addKey, removeKey, rename, replaceEntry } from './edits.ts';
import { itemsAt } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';

/** The edits, beside the version, that bring an object to the version which replaces its own; undefined when a person must decide. */
export const migrateOther = (resource: Resource): readonly Edit[] | undefined => {
  const { kind } = resource;
  if (/^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet)$/.test(kind)) return workload(resource);
  if (/WebhookConfiguration$/.test(kind))
    return all(
      resource,
      itemsAt(resource, ['webhooks']).map(({ path }) => path),
      ['sideEffects', 'admissionReviewVersions'],
    );
  if (kind === 'CertificateSigningRequest')
    return all(resource, [['spec']], ['signerName', 'usages']);
  if (/AccessReview$/.test(kind)) return renamed(resource, ['spec', 'group'], 'groups');
  if (kind === 'SelfSubjectRulesReview' || kind === 'FlowSchema') return [];
  if (kind === 'PriorityLevelConfiguration')
    return renamed(
      resource,
      ['spec', 'limited', 'assuredConcurrencyShares'],
      'nominalConcurrencyShares',
    );
  if (kind === 'EndpointSlice')
    return itemsAt(resource, ['endpoints']).some(({ value }) => 'topology' in value)
      ? undefined
      : [];
  return undefined;
};

/** Nothing, when all of the objects have what the new version requires. */
const all = (
  resource: Resource,
  paths: readonly KeyPath[],
  fields: readonly string[],
): readonly Edit[] | undefined =>
  paths.every((path) => fields.every((field) => resource.key([...path, field]))) ? [] : undefined;

const renamed = (resource: Resource, path: KeyPath, name: string): readonly Edit[] | undefined => {
  const key = resource.key(path);
  return key ? [rename(resource, key, name)] : [];
};

const workload = (resource: Resource): readonly Edit[] | undefined => {
  const edits: (Edit | undefined)[] = ['rollbackTo', 'templateGeneration']
    .map((field) => ['spec', field])
    .filter((path) => resource.key(path))
    .map((path) => removeKey(resource, path));
  if (!resource.key(['spec', 'selector'])) edits.push(selector(resource));
  else if (!resource.get(['spec', 'selector', 'matchLabels'])) return undefined;
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
};

/** The selector that old versions filled in: the labels of the template; in place of one that is empty. */
export const selector = (resource: Resource): Edit | undefined => {
  const path: KeyPath = ['spec', 'template', 'metadata', 'labels'];
  const labels = resource.get(path);
  if (!isRecord(labels)) return undefined;
  const lines = Object.keys(labels).map((key) => {
    const value = resource.get([...path, key]);
    const written = resource.text.slice(...resource.at([...path, key]));
    return typeof value === 'string' ? `    ${key}: ${written}` : undefined;
  });
  if (lines.length === 0 || !lines.every((line) => line !== undefined)) return undefined;
  if (resource.key(['spec', 'selector']))
    return replaceEntry(resource, ['spec', 'selector'], ['selector:', '  matchLabels:', ...lines]);
  const before = resource.key(['spec', 'replicas']) ? 'replicas' : undefined;
  return addKey(resource, ['spec'], 'selector', ['', '  matchLabels:', ...lines], before);
};
