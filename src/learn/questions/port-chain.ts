import { selectedBy, servicesIn } from '../../project/links.ts';
import { evidenceAt, type Maker, question, say } from './make.ts';

/** Asks on which port a request to a Service arrives in the pod, where Service and target differ. */
export const portChain: Maker = function* (asked) {
  for (const service of servicesIn(asked.project.objects())) {
    const [workload, other] = selectedBy(service, asked.project);
    const [port, more] = service.service.ports;
    if (!workload || other || !port || more) continue;
    const { target } = port;
    const ports = workload.workload.containers.flatMap((container) => container.ports);
    const named = ports.find(({ name }) => name !== undefined && name === target.value);
    const number = typeof target.value === 'number' ? target.value : named?.port.value;
    if (number === undefined || number === port.port.value) continue;
    yield question({
      maker: 'port-chain',
      concept: 'service',
      fact: 'two-ports',
      difficulty: 2,
      stem: say`A client inside the cluster calls Service ${service.name} on port ${port.port.value}. To which port of the pod does the request go?`,
      right: {
        text: say`Port ${number}`,
        why: say`${'targetPort'} says where the Service sends requests: ${target.value}.`,
      },
      wrong: [
        {
          text: say`Port ${port.port.value}`,
          why: say`That is ${'port'}, the number that clients of the Service use; the pod is asked on ${'targetPort'}.`,
        },
        {
          text: say`The port that EXPOSE names in the Dockerfile`,
          why: say`EXPOSE is a note in the image. Kubernetes does not read it.`,
        },
        {
          text: say`Any port on which the container listens`,
          why: say`A Service tries one port only; if nothing listens there, the connection is refused.`,
        },
      ],
      hints: [say`A Service has two numbers: one for its clients, one for its pods.`],
      evidence: evidenceAt(asked, target.file, [
        Math.min(port.port.at[0], target.at[0]),
        Math.max(port.port.at[1], target.at[1]),
      ]),
    });
  }
};
