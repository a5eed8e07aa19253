import { onLoopback, startWords } from '../../project/container-start.ts';
import { ownWorkload, servicesOf } from '../../project/links.ts';
import type { ResourceIn } from '../../project/project.ts';
import { addKey } from '../../syntax/kubernetes/edits.ts';
import type { Container } from '../../syntax/kubernetes/model.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-readiness-probe.md' with { type: 'text' };

const serving: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
]);

const rule: Rule = {
  id: 'missing-readiness-probe',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'probes',
  aka: [
    'kube-linter/no-readiness-probe',
    'kube-score/pod-probes',
    'polaris/readinessProbeMissing',
    'checkov/CKV_K8S_9',
  ],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    if (resource.partial || !serving.has(resource.kind)) return;
    const own = ownWorkload(resource, project);
    const service = own && servicesOf(own, project)[0];
    if (!own || !service) return;
    const asked = service.service.ports.filter(
      ({ name = '' }) => !/metrics|prometheus/i.test(name),
    );
    const targets = new Set(asked.map(({ target }) => target.value));
    for (const [i, container] of resource.containers().entries()) {
      const { path, name, init } = container;
      if (init || resource.key([...path, 'readinessProbe'])) continue;
      const port = own.workload.containers[i]?.ports.find(
        (each) =>
          targets.has(each.port.value) || (each.name !== undefined && targets.has(each.name)),
      );
      // A sidecar that the Service does not ask needs no probe, nor one that waits for a person.
      if (!port || waits(resource, container)) continue;
      // The kubelet could not reach it, so the pod would never be ready.
      const reached = !onLoopback(resource, container, project);
      const edit =
        reached &&
        addKey(resource, path, 'readinessProbe', [
          '',
          '  tcpSocket:',
          `    port: ${port.name ?? port.port.value}`,
        ]);
      yield {
        at: resource.at([...path, 'name']),
        message: `Service ${service.name} sends requests to container ${name} as soon as it runs, ready or not, because it has no readinessProbe.`,
        related: [{ file: service.file, at: service.at, message: `Service ${service.name}` }],
        ...(edit
          ? {
              fixes: [
                {
                  title: 'Add a readinessProbe on its port; ask the health path if it has one',
                  edits: () => [edit],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

/** Whether a container only sleeps, so that people start something in it. */
const waits = (resource: ResourceIn, container: Container): boolean => {
  const [program, ...rest] = startWords(resource, container) ?? [];
  const name = program && nameOf(program);
  return name === 'sleep' || (name === 'tail' && rest.some(({ text }) => text === '/dev/null'));
};
