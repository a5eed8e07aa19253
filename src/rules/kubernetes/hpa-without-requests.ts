import { scalersOf } from '../../project/links.ts';
import type { ResourceIn } from '../../project/project.ts';
import { addKey } from '../../syntax/kubernetes/edits.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Edit } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './hpa-without-requests.md' with { type: 'text' };

const rule: Rule = {
  id: 'hpa-without-requests',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'hpa',
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    if (!resource.podSpec || resource.partial) return;
    const own = project.own(resource);
    if (!own) return;
    for (const scaler of scalersOf(own, project)) {
      for (const metric of scaler.scaler.utilization) {
        for (const { path, name, init } of resource.containers()) {
          if (init || asks(resource, path, metric.value)) continue;
          const edit = request(resource, path, metric.value);
          yield {
            at: resource.at([...path, 'name']),
            message: `${scaler.kind} ${scaler.name} scales on ${names[metric.value] ?? metric.value} as a percentage of the request, but container ${name} requests none, so it never scales.`,
            related: [
              { file: metric.file, at: metric.at, message: `the metric of ${scaler.name}` },
            ],
            ...(edit
              ? {
                  fixes: [
                    {
                      title: `Request ${amounts[metric.value]}; set what your model needs`,
                      edits: () => [edit],
                    },
                  ],
                }
              : {}),
          };
        }
      }
    }
  },
};
export default rule;

const names: Readonly<Record<string, string>> = { cpu: 'CPU', memory: 'memory' };
const amounts: Readonly<Record<string, string>> = { cpu: 'cpu: 500m', memory: 'memory: 1Gi' };

const asks = (resource: ResourceIn, container: KeyPath, what: string): boolean =>
  ['requests', 'limits'].some((part) => {
    const value = resource.get([...container, 'resources', part]);
    return isRecord(value) && what in value;
  });

const request = (resource: ResourceIn, container: KeyPath, what: string): Edit | undefined => {
  const line = amounts[what];
  if (!line) return undefined;
  const resources = [...container, 'resources'];
  if (resource.key(resources) === undefined) {
    return addKey(resource, container, 'resources', ['', '  requests:', `    ${line}`]);
  }
  const [key = '', value = ''] = line.split(': ');
  if (isRecord(resource.get([...resources, 'requests'])))
    return addKey(resource, [...resources, 'requests'], key, [value]);
  return resource.key([...resources, 'requests']) === undefined
    ? addKey(resource, resources, 'requests', ['', `  ${line}`])
    : undefined;
};
