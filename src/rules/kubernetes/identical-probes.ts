import type { ResourceIn } from '../../project/project.ts';
import { itemsAt, nameOf } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Rule } from '../rule.ts';
import docs from './identical-probes.md' with { type: 'text' };

const rule: Rule = {
  id: 'identical-probes',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'probes',
  aka: ['kube-score/pod-probes-identical'],
  fix: 'none',

  *check(resource) {
    if (/^(?:Job|CronJob)$/.test(resource.kind)) return;
    for (const { path, name, init } of resource.containers()) {
      const live = init ? undefined : asked(resource, path, 'livenessProbe');
      if (live === undefined || live !== asked(resource, path, 'readinessProbe')) continue;
      yield {
        at: resource.key([...path, 'livenessProbe']) ?? nameOf(resource, path),
        message: `Both probes of container ${name} ask the same: a server that is too busy to be ready is restarted as well.`,
      };
    }
  },
};
export default rule;

/** What a probe asks, as text, with the number in place of a port's name; undefined when it is not known. */
const asked = (resource: ResourceIn, container: KeyPath, probe: string): string | undefined => {
  const ports = itemsAt(resource, [...container, 'ports']);
  for (const handler of ['httpGet', 'tcpSocket', 'grpc', 'exec']) {
    const value = resource.get([...container, probe, handler]);
    if (!isRecord(value)) continue;
    const named = ports.find((port) => port.value['name'] === value['port'])?.value;
    const port = named ? named['containerPort'] : value['port'];
    const { path, service, command } = value;
    return JSON.stringify([handler, port, path ?? service ?? command]);
  }
  return undefined;
};
