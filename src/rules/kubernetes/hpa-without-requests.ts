import { isFixed, scalersOf } from '../../project/links.ts';
import type { ResourceIn } from '../../project/project.ts';
import { addKey } from '../../syntax/kubernetes/edits.ts';
import type { Container, KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import { type Amounts, amountsFor, requestBoth, setWhat } from '../requests.ts';
import type { Finding, Rule } from '../rule.ts';
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
      if (isFixed(scaler)) continue;
      for (const metric of scaler.scaler.utilization) {
        for (const container of resource.containers()) {
          const { path, name, init } = container;
          if (init || asks(resource, path, metric.value)) continue;
          const amounts = amountsFor(resource, container);
          yield {
            at: resource.at([...path, 'name']),
            message: `${scaler.kind} ${scaler.name} scales on ${names[metric.value] ?? metric.value} as a percentage of the request, but container ${name} requests none, so it never scales.`,
            related: [
              { file: metric.file, at: metric.at, message: `the metric of ${scaler.name}` },
            ],
            ...request(resource, container, metric.value, amounts),
          };
        }
      }
    }
  },
};
export default rule;

const names: Readonly<Record<string, string>> = { cpu: 'CPU', memory: 'memory' };
const asks = (resource: ResourceIn, container: KeyPath, what: string): boolean =>
  ['requests', 'limits'].some((part) => {
    const value = resource.get([...container, 'resources', part]);
    return isRecord(value) && what in value;
  });

/** The request that an autoscaler measures against, and the other one where there are none. */
const request = (
  resource: ResourceIn,
  container: Container,
  what: string,
  amounts: Amounts,
): Pick<Finding, 'fixes'> => {
  if (what !== 'cpu' && what !== 'memory') return {};
  const amount = amounts[what];
  const resources = [...container.path, 'resources'];
  const set = setWhat(resource, container);
  if (resource.key(resources) === undefined) {
    const { cpu, memory } = amounts;
    return mend(
      `Request ${cpu} CPU and ${memory} memory; ${set}`,
      requestBoth(resource, container.path, amounts),
    );
  }
  const requests = [...resources, 'requests'];
  const edit = isRecord(resource.get(requests))
    ? addKey(resource, requests, what, [amount])
    : resource.key(requests) === undefined
      ? addKey(resource, resources, 'requests', ['', `  ${what}: ${amount}`])
      : undefined;
  return mend(`Request ${what}: ${amount}; ${set}`, edit);
};
