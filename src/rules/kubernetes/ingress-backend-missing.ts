import { backendsOf } from '../../project/backends.ts';
import {
  isThere,
  meantBy,
  namedBeside,
  nearestTo,
  placeFor,
  servicesIn,
} from '../../project/links.ts';
import { put, putText } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Rule } from '../rule.ts';
import docs from './ingress-backend-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'ingress-backend-missing',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'ingress',
  aka: ['kube-linter/dangling-ingress', 'kube-score/ingress-targets-service'],
  fix: 'suggested',
  about: ['Ingress'],

  *check(resource, project) {
    if (resource.kind !== 'Ingress' || resource.apiVersion !== 'networking.k8s.io/v1') return;
    const own = project.own(resource);
    if (!own) return;
    for (const { path, service: name } of backendsOf(resource)) {
      const at = [...path, 'name'];
      const named = nearestTo(own.file, servicesIn(namedBeside(own, 'Service', name, project)));
      if (named.length === 0) {
        const service = meantBy(name, own, 'Service', project);
        if (!service) {
          if (!isThere('Service', name, project))
            yield notHere(resource.at(at), `There is no Service ${name} in this project.`);
          continue;
        }
        yield {
          at: resource.at(at),
          message: `There is no Service ${name} here, so requests get 503. Did you mean ${service.name}?`,
          related: [placeFor(service)],
          ...mend(`Send requests to ${service.name}`, putText(resource, at, service.name)),
        };
        continue;
      }
      const field = resource.key([...path, 'port', 'name']) ? 'name' : 'number';
      const port = resource.get([...path, 'port', field]);
      const ports = named.flatMap(({ service }) => service.ports);
      const hit = ports.some((each) => (field === 'name' ? each.name : each.port.value) === port);
      const [first, second] = ports;
      if (hit || port === undefined || port === 'use-annotation' || !first) continue;
      const right = field === 'name' ? first.name : first.port.value;
      yield {
        at: resource.at([...path, 'port', field]),
        message: `Service ${name} has no port ${String(port)}, so requests get 503: it has ${ports.map((each) => (field === 'name' ? (each.name ?? each.port.value) : each.port.value)).join(', ')}.`,
        related: named.map(placeFor),
        ...(second || right === undefined
          ? {}
          : mend(
              `Send requests to ${right}`,
              (field === 'name' ? putText : put)(resource, [...path, 'port', field], String(right)),
            )),
      };
    }
  },
};
export default rule;
