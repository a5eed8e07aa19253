import { ownWorkload, servicesOf } from '../../project/links.ts';
import { addItem } from '../../syntax/kubernetes/edits.ts';
import { isWhole, itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { lazy } from '../../text/memo.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './probe-port-undeclared.md' with { type: 'text' };

const rule: Rule = {
  id: 'probe-port-undeclared',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'probes',
  aka: ['kube-linter/liveness-port', 'kube-linter/readiness-port', 'kube-linter/startup-port'],
  fix: 'suggested',

  *check(resource, project) {
    if (!isWhole(resource)) return;
    const asked = lazy(() => {
      const own = ownWorkload(resource, project);
      const services = own ? servicesOf(own, project) : [];
      return services.flatMap(({ service }) => service.ports.map(({ target }) => target));
    });
    for (const { path, name } of resource.containers()) {
      const declared = itemsAt(resource, [...path, 'ports']);
      const known = declared.map(({ value }) => value['containerPort']);
      for (const probe of ['liveness', 'readiness', 'startup'] as const) {
        for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
          const at = [...path, `${probe}Probe`, handler, 'port'];
          const port = resource.get(at);
          if (typeof port !== 'number' || known.includes(port)) continue;
          yield {
            at: resource.at(at),
            message: `The ${probe} probe asks port ${port}, which container ${name} does not declare.`,
            aka: [`kube-linter/${probe}-port`],
            ...mend(
              `Declare port ${port}`,
              // Where none is declared each is open, and declaring one closes those that Services ask for.
              declared.length === 0 && asked().some(({ value }) => value !== port)
                ? undefined
                : declared.length > 0
                  ? addItem(resource, [...path, 'ports'], [`containerPort: ${port}`])
                  : put(resource, [...path, 'ports'], '', `  - containerPort: ${port}`),
            ),
          };
        }
      }
    }
  },
};
export default rule;
