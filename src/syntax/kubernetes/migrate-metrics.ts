import type { Edit } from '../../text/edit.ts';
import { replaceEntry } from './edits.ts';
import type { KeyPath, Resource } from './model.ts';

/** The edits that give the resource metrics of a HorizontalPodAutoscaler the shape of autoscaling/v2, or undefined for old metrics of another type. */
export const migrateMetrics = (resource: Resource): readonly Edit[] | undefined => {
  const metrics = resource.get(['spec', 'metrics']);
  const edits: (Edit | undefined)[] = [];
  for (const [i] of (Array.isArray(metrics) ? metrics : []).entries()) {
    const metric: KeyPath = ['spec', 'metrics', i];
    const type = resource.get([...metric, 'type']);
    if (type !== 'Resource') {
      for (const kind of ['pods', 'object', 'external'])
        if (resource.key([...metric, kind, 'metricName']))
          edits.push(custom(resource, metric, kind));
      continue;
    }
    const utilization: KeyPath = [...metric, 'resource', 'targetAverageUtilization'];
    const value: KeyPath = [...metric, 'resource', 'targetAverageValue'];
    if (resource.key(utilization)) {
      edits.push(
        replaceEntry(resource, utilization, [
          'target:',
          '  type: Utilization',
          `  averageUtilization: ${String(resource.get(utilization))}`,
        ]),
      );
    } else if (resource.key(value)) {
      edits.push(
        replaceEntry(resource, value, [
          'target:',
          '  type: AverageValue',
          `  averageValue: ${String(resource.get(value))}`,
        ]),
      );
    }
  }
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
};

/** The whole metric in its new shape, or undefined when it holds a selector. */
const custom = (resource: Resource, metric: KeyPath, kind: string): Edit | undefined => {
  const old: KeyPath = [...metric, kind];
  const written = (...path: readonly string[]): string | undefined =>
    resource.get([...old, ...path]) === undefined
      ? undefined
      : resource.text.slice(...resource.at([...old, ...path]));
  const [name, average] = [written('metricName'), written('targetAverageValue')];
  const value = average ?? written('targetValue');
  const selector = ['selector', 'metricSelector'].some((field) => resource.key([...old, field]));
  if (name === undefined || value === undefined || selector) return undefined;
  const described = kind === 'object' ? ['kind', 'name', 'apiVersion'] : [];
  const object = described.flatMap((field) => {
    const text = written('target', field);
    return text === undefined ? [] : [`    ${field}: ${text}`];
  });
  return replaceEntry(resource, old, [
    `${kind}:`,
    ...(object.length > 0 ? ['  describedObject:', ...object] : []),
    '  metric:',
    `    name: ${name}`,
    '  target:',
    `    type: ${average === undefined ? 'Value' : 'AverageValue'}`,
    `    ${average === undefined ? 'value' : 'averageValue'}: ${value}`,
  ]);
};
