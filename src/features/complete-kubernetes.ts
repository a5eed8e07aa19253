import { type KubernetesSchema, type Shape, typeOfKind } from '../data/kubernetes-schema.ts';
import { atLeast, removedApis } from '../data/removed-apis.ts';
import { selectedBy, servicesIn, type Workload, workloadsIn } from '../project/links.ts';
import type { Project, ResourceIn } from '../project/project.ts';
import { fieldAt } from '../syntax/kubernetes/schema-at.ts';
import { type Cursor, cursorAt } from '../syntax/kubernetes/schema-cursor.ts';
import { touches } from '../text/span.ts';
import type { Completion } from './complete-dockerfile.ts';

/** What can be typed at an offset of a manifest: missing fields, the required ones first, values, and names that the project knows. */
export const completeKubernetes = (
  text: string,
  resources: readonly ResourceIn[],
  offset: number,
  project: Project,
): readonly Completion[] => {
  const cursor = cursorAt(text, offset);
  if (!cursor || !project.schema) return [];
  const { replaces } = cursor;
  const known = fromProject(cursor, resources, offset, project);
  if (known.length > 0) return known.map((each) => ({ ...each, replaces }));
  if (cursor.path.length === 0) {
    const heads = headValues(cursor, project.schema, project.kubernetesVersion);
    if (heads.length > 0) return heads.map((label) => ({ label, kind: 'value', replaces }));
  }
  return fromSchema(cursor, project.schema).map((each) => ({ ...each, replaces }));
};

type Item = Omit<Completion, 'replaces'>;

const fromSchema = (cursor: Cursor, schema: KubernetesSchema): readonly Item[] => {
  const { apiVersion, kind, path, key, siblings } = cursor;
  const type =
    apiVersion === undefined || kind === undefined
      ? undefined
      : typeOfKind(schema, apiVersion, kind);
  if (type === undefined)
    return cursor.path.length === 0 && key === undefined ? heads(siblings) : [];
  const field = fieldAt(schema, type, key === undefined ? path : [...path, key]);
  if (!field) return [];
  const { shape } = field;
  if (key !== undefined || typeof shape === 'string' || 'one' in shape) return values(shape);
  if (!('type' in shape)) return [];
  const { properties, required } = schema.types[shape.type] ?? { properties: {}, required: [] };
  return Object.entries(properties)
    .filter(([name]) => !siblings.has(name) && !(path.length === 0 && name === 'status'))
    .map(([name, each]): Item & { readonly isRequired: boolean } => ({
      label: name,
      kind: 'field',
      common: true,
      detail: `${detailOf(each)}${required.includes(name) ? ', required' : ''}`,
      snippet: snippetOf(name, each, cursor.shift),
      isRequired: required.includes(name),
    }))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
    .map(({ isRequired: _, ...item }) => item);
};

const heads = (siblings: Cursor['siblings']): readonly Item[] =>
  ['apiVersion', 'kind', 'metadata', 'spec']
    .filter((label) => !siblings.has(label))
    .map((label) => ({ label, kind: 'field', common: true, snippet: `${label}: ` }));

const values = (shape: Shape): readonly Item[] => {
  if (shape === 'boolean') return [value('true'), value('false')];
  if (typeof shape === 'string' || !('one' in shape)) return [];
  return shape.one.filter((word) => word !== '').map((word) => value(word));
};

const value = (label: string, detail?: string): Item => ({
  label,
  kind: 'value',
  ...(detail === undefined ? {} : { detail }),
});

const detailOf = (shape: Shape): string => {
  if (typeof shape === 'string') return shape;
  if ('one' in shape) return 'word';
  if ('type' in shape) return shape.type.slice(shape.type.lastIndexOf('/') + 1);
  return 'list' in shape ? `list of ${detailOf(shape.list)}` : 'mapping';
};

/** The key with room for its value; lines below stand deeper than the key, also behind a dash. */
const snippetOf = (name: string, shape: Shape, shift: number): string => {
  const indent = ' '.repeat(shift + 2);
  if (typeof shape === 'string' || 'one' in shape) return `${name}: $1`;
  return 'list' in shape ? `${name}:\n${indent}- $1` : `${name}:\n${indent}$1`;
};

/** The kinds and API versions that newer clusters serve. */
const headValues = (
  { key, apiVersion, kind }: Cursor,
  { kinds }: KubernetesSchema,
  version: string,
): readonly string[] => {
  const served = Object.keys(kinds).flatMap((each) => {
    const [api = '', name = ''] = each.split(' ');
    const gone = removedApis.rows.some(
      (row) =>
        row.apiVersion === api && row.kinds.includes(name) && atLeast(version, row.removedIn),
    );
    return gone ? [] : [{ api, name }];
  });
  const known = (api: string | undefined): boolean => served.some((each) => each.api === api);
  if (key === 'kind') {
    const fitting = served.filter(({ api }) => !known(apiVersion) || api === apiVersion);
    return [...new Set(fitting.map(({ name }) => name))].sort();
  }
  if (key !== 'apiVersion') return [];
  const fitting = served.filter(({ name }) => name === kind);
  return [...new Set((fitting.length > 0 ? fitting : served).map(({ api }) => api))].sort();
};

/** Names of other objects that fit here. */
const fromProject = (
  cursor: Cursor,
  resources: readonly ResourceIn[],
  offset: number,
  project: Project,
): readonly Item[] => {
  const { kind, key, siblings } = cursor;
  const path = cursor.path.join('.');
  const workloads = workloadsIn(project.objects());
  if (path === 'spec.scaleTargetRef' && key === 'name') {
    const wanted = siblings.get('kind');
    return unique(
      workloads
        .filter((each) => each.name !== '' && (!wanted || each.kind === wanted))
        .map((each) => value(each.name, `${each.kind} in ${each.file}`)),
    );
  }
  if (kind !== 'Service') return [];
  if (path === 'spec.selector') return labels(workloads, cursor);
  if (path === 'spec.ports.0' && key === 'targetPort')
    return targetPorts(chosen(resources, offset, project, workloads));
  return [];
};

const labels = (workloads: readonly Workload[], { key, siblings }: Cursor): readonly Item[] => {
  const all = workloads.flatMap(({ kind, name, workload: { podLabels } }) =>
    Object.entries(podLabels).map(([label, text]) => ({ label, text, of: `${kind} ${name}` })),
  );
  if (key !== undefined)
    return unique(all.filter(({ label }) => label === key).map(({ text, of }) => value(text, of)));
  return unique(
    all
      .filter(({ label }) => !siblings.has(label))
      .map(({ label, text, of }) => ({
        label: `${label}: ${text}`,
        kind: 'field',
        detail: of,
        snippet: `${label}: ${text.replace(/[\\$}]/g, '\\$&')}`,
      })),
  );
};

/** The workloads that the Service at the caret selects, or all when it selects none yet. */
const chosen = (
  resources: readonly ResourceIn[],
  offset: number,
  project: Project,
  workloads: readonly Workload[],
): readonly Workload[] => {
  const own = resources.find(({ span }) => touches(span, offset));
  const service = servicesIn(project.objects()).find(
    ({ file, name }) => file === own?.path && name === own.name,
  );
  const selected = service ? selectedBy(service, project) : [];
  return selected.length > 0 ? selected : workloads;
};

const targetPorts = (workloads: readonly Workload[]): readonly Item[] =>
  unique(
    workloads.flatMap(({ kind, name, workload }) =>
      workload.containers.flatMap(({ ports }) =>
        ports.flatMap(({ name: portName, port }) => [
          ...(portName === undefined ? [] : [value(portName, `${port.value} of ${kind} ${name}`)]),
          value(String(port.value), `${kind} ${name}`),
        ]),
      ),
    ),
  );

const unique = (items: readonly Item[]): readonly Item[] => [
  ...new Map(items.map((item) => [item.label, item])).values(),
];
