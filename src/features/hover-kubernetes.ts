import { isDocs, type KubernetesDocs, type Shape, typeOfKind } from '../data/kubernetes-schema.ts';
import type { ObjectFacts } from '../project/facts.ts';
import type { Host } from '../project/host.ts';
import {
  scalersIn,
  scalersOf,
  selectedBy,
  servicesIn,
  servicesOf,
  targetOf,
  workloadsIn,
} from '../project/links.ts';
import type { Project, ResourceIn } from '../project/project.ts';
import type { KeyPath } from '../syntax/kubernetes/model.ts';
import { type Entry, entryAt, fieldAt } from '../syntax/kubernetes/schema-at.ts';
import { explainQuantity } from '../syntax/kubernetes/schema-quantity.ts';
import { touches } from '../text/span.ts';
import { chartValueAt } from './chart-value.ts';
import type { Hover } from './features.ts';
import { code, escaped } from './markdown.ts';

/** What is said of the field at an offset of a manifest; without the host, nothing of what the schema says. */
export const hoverKubernetes = async (
  resources: readonly ResourceIn[],
  offset: number,
  project: Project,
  host: Host | undefined,
): Promise<Hover | undefined> => {
  const resource = resources.find(
    (each) => touches(each.span, offset) && entryAt(each, offset) !== undefined,
  );
  const entry = resource && entryAt(resource, offset);
  if (!resource || !entry) return undefined;
  const parts = [
    ...(host ? await aboutField(resource, entry, project, host) : []),
    ...aboutValue(resource, entry.path),
    ...aboutChart(resource, offset),
    ...aboutLinks(resource, entry.path, project),
  ];
  return parts.length > 0 ? { at: entry.at, markdown: parts.join('\n\n') } : undefined;
};

/** Path, type and description of a field. */
const aboutField = async (
  { apiVersion, kind }: ResourceIn,
  { path }: Entry,
  { schema }: Project,
  host: Host,
): Promise<readonly string[]> => {
  if (!schema) return [];
  const type = typeOfKind(schema, apiVersion, kind);
  const field = type === undefined ? undefined : fieldAt(schema, type, path);
  if (!type || !field) return [];
  const head = `**${escaped(pathText(path))}** ${typeText(field.shape)}${field.required ? ', required' : ''}`;
  const docs = await docsOf(host);
  const isKind = path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion');
  const text = isKind
    ? docs?.[type]?.['']
    : field.owner !== undefined && field.name !== undefined
      ? docs?.[field.owner]?.[field.name]
      : undefined;
  return text ? [head, shortened(text)] : [head];
};

// The descriptions are large, so each host reads them once.
const loaded = new WeakMap<Host, KubernetesDocs>();

const docsOf = async (host: Host): Promise<KubernetesDocs | undefined> => {
  const known = loaded.get(host);
  if (known) return known;
  const docs = await host.content('kubernetes-docs').catch(() => undefined);
  if (!isDocs(docs)) return undefined;
  loaded.set(host, docs);
  return docs;
};

const longest = 1200;

const shortened = (text: string): string => {
  const safe = text.replaceAll('<', '&lt;');
  if (safe.length <= longest) return safe;
  const end = safe.lastIndexOf('. ', longest);
  return `${safe.slice(0, end > 0 ? end + 1 : longest)} …`;
};

const pathText = (path: KeyPath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[]` : text ? `${text}.${part}` : part),
    '',
  );

const simple: Readonly<Record<string, string>> = {
  int32: 'whole number',
  int64: 'whole number',
  string: 'text',
  byte: 'base64 text',
  'date-time': 'time',
  boolean: 'true or false',
  'int-or-string': 'whole number or text',
  quantity: 'amount',
};

const typeText = (shape: Shape): string => {
  if (typeof shape === 'string') return simple[shape] ?? shape;
  if ('one' in shape) return `one of ${shape.one.filter(Boolean).map(code).join(', ')}`;
  if ('list' in shape) return `list of ${typeText(shape.list)}`;
  if ('map' in shape) return `mapping to ${typeText(shape.map)}`;
  return shape.type.slice(shape.type.lastIndexOf('/') + 1);
};

/** An amount or a number of seconds in plain words. */
const aboutValue = (resource: ResourceIn, path: KeyPath): readonly string[] => {
  const value = resource.get(path);
  const name = path.findLast((part) => typeof part === 'string') ?? '';
  if (typeof value === 'number' && /Seconds$/.test(name) && value >= 60)
    return [`${value} seconds = ${duration(value)}`];
  const isAmount =
    path.includes('limits') || path.includes('requests') || /^(?:sizeLimit|storage)$/.test(name);
  if (!isAmount || (typeof value !== 'string' && typeof value !== 'number')) return [];
  const plain = explainQuantity(String(value), name);
  return plain && plain !== String(value) ? [`${code(String(value))} = ${plain}`] : [];
};

const duration = (seconds: number): string => {
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}${amount === 1 ? '' : 's'}`)
    .join(' ');
};

/** What the chart itself puts in for a template action. */
const aboutChart = (resource: ResourceIn, offset: number): readonly string[] => {
  const used = chartValueAt(resource, offset);
  return used
    ? [
        `${code(used.path)} is ${code(String(used.known.value))} in ${code(used.file)}, unless it is set when the chart is installed.`,
      ]
    : [];
};

/** The objects that this one is tied to. */
const aboutLinks = (resource: ResourceIn, path: KeyPath, project: Project): readonly string[] => {
  const isName = path.join('.') === 'metadata.name';
  const isSelector = path[0] === 'spec' && path[1] === 'selector';
  const isTarget = path[0] === 'spec' && path[1] === 'scaleTargetRef';
  if (!isName && !isSelector && !isTarget) return [];
  const own = project.own(resource);
  if (!own) return [];
  const [service] = servicesIn([own]);
  if (service && !isTarget) {
    const pods = selectedBy(service, project);
    return pods.length > 0
      ? [`Sends requests to the pods of ${pods.map(shown).join(', ')}.`]
      : ['No workload of this project has pods with these labels.'];
  }
  const [scaler] = scalersIn([own]);
  if (scaler && !isSelector) {
    const target = targetOf(scaler, project);
    return target ? [`Scales ${shown(target)}${bounds(resource)}.`] : [];
  }
  const [workload] = workloadsIn([own]);
  if (!workload || !isName) return [];
  const services = servicesOf(workload, project);
  const scalers = scalersOf(workload, project);
  return [
    ...(services.length > 0 ? [`Gets requests through ${services.map(shown).join(', ')}.`] : []),
    ...(scalers.length > 0 ? [`Scaled by ${scalers.map(shown).join(', ')}.`] : []),
  ];
};

const shown = ({ kind, name, file }: ObjectFacts): string =>
  `${escaped(kind)} ${code(name)} (${escaped(file)})`;

const bounds = (resource: ResourceIn): string => {
  const min = resource.get(['spec', 'minReplicas']) ?? resource.get(['spec', 'minReplicaCount']);
  const max = resource.get(['spec', 'maxReplicas']) ?? resource.get(['spec', 'maxReplicaCount']);
  if (typeof max !== 'number') return '';
  return typeof min === 'number' ? ` between ${min} and ${max} pods` : ` up to ${max} pods`;
};
