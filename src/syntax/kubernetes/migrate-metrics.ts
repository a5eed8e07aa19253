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
      const old = ['pods', 'object', 'external'].some((kind) =>
        resource.key([...metric, kind, 'metricName']),
      );
      if (old) return undefined;
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
