import { onLoopback, startWords } from '../../project/container-start.ts';
import { ownWorkload, servicesOf, type Workload } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { commandText } from '../../syntax/kubernetes/command.ts';
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
      if (!port || waits(resource, container) || isAsked(resource, port, own)) continue;
      // The kubelet could not reach it, so the pod would never be ready.
      const reached = !onLoopback(resource, container, project) && agrees(own, project);
      const edit =
        reached &&
        addKey(resource, path, 'readinessProbe', [
          '',
          '  tcpSocket:',
          `    port: ${port.name ?? port.port.value}`,
        ]);
      yield {
        at: resource.at([...path, 'name']),
        message: `${service.name === '' ? 'This Service' : `Service ${service.name}`} sends requests to container ${name} as soon as it runs, ready or not, because it has no readinessProbe.`,
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

/** Whether another container of the pod asks the port, which is ready only when all of them are, or its name says that nothing listens. */
const isAsked = (
  resource: ResourceIn,
  { name = '', port }: Workload['workload']['containers'][number]['ports'][number],
  own: Workload,
): boolean =>
  /stdio/i.test(name) ||
  resource
    .containers()
    .some(
      ({ path }, i) =>
        resource.key([...path, 'readinessProbe']) &&
        own.workload.containers[i]?.probes.some((probe) => probe.value === port.value),
    );

/** Whether all Services of a pod send requests to ports that it declares: else the declared one may be closed. */
const agrees = (own: Workload, project: Project): boolean => {
  const declared = own.workload.containers.flatMap(({ ports }) =>
    ports.flatMap(({ name, port }) => [port.value, ...(name === undefined ? [] : [name])]),
  );
  return servicesOf(own, project).every(({ service }) =>
    service.ports.every(({ target }) => declared.includes(target.value)),
  );
};

/** Whether a container only sleeps, so that people start something in it, or works for a head of Ray: nobody asks it. */
const waits = (resource: ResourceIn, container: Container): boolean => {
  const text = commandText(resource, container.path);
  if (/\bray start\b[^&|;]*--address\b/.test(text)) return true;
  if (/\bsleep[ \t]+(?:infinity|\d{5,})|\btail[ \t]+-f[ \t]+\/dev\/null/.test(text)) return true;
  const [program, ...rest] = startWords(resource, container) ?? [];
  const name = program && nameOf(program);
  return name === 'sleep' || (name === 'tail' && rest.some(({ text }) => text === '/dev/null'));
};
