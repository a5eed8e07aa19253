import type { Project, ResourceIn } from '../../project/project.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { parseImage } from '../../text/image.ts';
import { once } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';

/** An object that stands in its file as it is applied. */
export type Whole = ResourceIn & { readonly name: string };

/** The objects that stand in their files as they are applied: no patches, nothing that is patched, no templates or texts to fill in. */
export const wholeObjects = once((resources: readonly ResourceIn[]): readonly Whole[] => {
  const patched = new Set(resources.flatMap((each) => (each.partial ? [titleOf(each)] : [])));
  return resources.filter(isWhole).filter((each) => !patched.has(titleOf(each)));
});

/** A container that questions can name, of an object that a cluster runs as it is written. */
export interface Named {
  readonly resource: Whole;
  readonly path: KeyPath;
  readonly name: string;
  readonly image?: string;
}

/** The containers that questions can name, without init containers. */
export function* namedContainers(resources: readonly ResourceIn[]): Generator<Named> {
  for (const resource of wholeObjects(resources)) {
    if (!runsOn(resource)) continue;
    for (const { init, ...container } of resource.containers())
      if (!init && isPlain(container.name)) yield { resource, ...container };
  }
}

/** An object as people call it: `Deployment churn-model`. */
export const titleOf = ({ kind, name }: ResourceIn): string => `${kind} ${name}`;

const isWhole = (each: ResourceIn): each is Whole =>
  !each.partial &&
  !each.templated &&
  !/\{[{%]/.test(each.text.slice(...each.span)) &&
  each.document.errors.length === 0 &&
  each.name !== undefined &&
  /^[a-z\d][a-z\d.:-]*$/.test(each.name);

/** Whether a text is no place for another program to fill in. */
export const isPlain = (text: string): boolean => /^[\w.:/@-]+$/.test(text) && !text.includes('__');

/** The texts of a mapping; undefined when it is missing, or a value is no text or has to be filled in. */
export const plainTexts = (value: unknown): Readonly<Record<string, string>> | undefined => {
  if (!isRecord(value)) return undefined;
  const texts: Record<string, string> = {};
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string' || !isPlain(text) || !isPlain(key)) return undefined;
    texts[key] = text;
  }
  return texts;
};

/** The span of a key with all that stands below it. */
export const blockAt = (resource: ResourceIn, path: KeyPath): Span => {
  const [start, end] = resource.key(path) ?? resource.at(path);
  return [start, Math.max(end, lastOf(resource, path))];
};

const lastOf = (resource: ResourceIn, path: KeyPath): number => {
  const value = resource.get(path);
  const below: readonly KeyPath[] = Array.isArray(value)
    ? value.map((_, i) => [...path, i])
    : isRecord(value)
      ? Object.keys(value).map((key) => [...path, key])
      : [];
  const own = resource.at(path)[1];
  return below.reduce((last, each) => Math.max(last, lastOf(resource, each)), own);
};

const kinds: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
]);

/** Whether the pods of an object run on and are replaced when they are gone. */
export const runsOn = ({ kind, podSpec, key }: ResourceIn): boolean =>
  podSpec !== undefined && kinds.has(kind) && key(['spec', 'selector']) !== undefined;

/** Whether what stands below a key stands behind it, and is no alias of another place. */
export const isInPlace = (resource: ResourceIn, path: KeyPath, below: string): boolean =>
  (resource.key([...path, below])?.[0] ?? -1) > (resource.key(path)?.[0] ?? 0);

/** Whether two objects come into one namespace, as far as their files tell. */
export const besideEachOther = (a: ResourceIn, b: ResourceIn): boolean =>
  a.namespace === b.namespace;

/** Whether the resources of a container are missing, or stand there as a mapping. */
export const hasKnownResources = (resource: ResourceIn, container: KeyPath): boolean => {
  const resources = resource.get([...container, 'resources']);
  if (resource.key([...container, 'resources']) === undefined) return true;
  return (
    isRecord(resources) &&
    ['requests', 'limits'].every((part) => !(part in resources) || isRecord(resources[part]))
  );
};

/** Whether a value is a whole number above zero. */
export const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0;

/** Labels and their values. */
export type Labels = Readonly<Record<string, string>>;

const automatic = /kubernetes\.io\/|^(?:pod-template-hash|job-name|controller-uid)$/;

/** Labels that Kubernetes or a tool adds by itself: they need not stand in a file. */
const isAutomatic = (key: string): boolean =>
  automatic.test(key) && !/^app\.kubernetes\.io\//.test(key);

/** The labels that a Service looks for; undefined when there are none, or a tool adds them. */
export const selectorOf = (service: ResourceIn): Labels | undefined => {
  if (service.kind !== 'Service' || service.apiVersion !== 'v1') return undefined;
  if (service.get(['spec', 'type']) === 'ExternalName') return undefined;
  const selector = plainTexts(service.get(['spec', 'selector']));
  const keys = Object.keys(selector ?? {});
  return keys.length > 0 && !keys.some(isAutomatic) ? selector : undefined;
};

/** The labels of a pod template; undefined when there is none, or a value has to be filled in. */
export const labelsOf = (resource: ResourceIn): Labels | undefined => {
  const { podSpec } = resource;
  return podSpec && plainTexts(resource.get([...podSpec.slice(0, -1), 'metadata', 'labels']));
};

/** Labels as people write them: `app=ranker, tier=ml`. */
export const pairs = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

/** Whether a kustomization sets another tag, digest or name for an image. */
export const isKustomized = (project: Project, text: string): boolean => {
  const { registry, repository } = parseImage(text);
  const name = registry === undefined ? repository : `${registry}/${repository}`;
  return project.kustomized(text) || project.kustomized(name);
};
