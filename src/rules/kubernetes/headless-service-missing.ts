import {
  besideOf,
  isThere,
  namedBeside,
  nearestTo,
  ownWorkload,
  placeFor,
  selects,
  servicesIn,
} from '../../project/links.ts';
import { closestTypo } from '../../project/typo.ts';
import { putText } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Rule } from '../rule.ts';
import docs from './headless-service-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'headless-service-missing',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'service',
  aka: ['kube-score/statefulset-has-servicename'],
  fix: 'suggested',
  about: ['StatefulSet'],

  *check(resource, project) {
    if (resource.kind !== 'StatefulSet') return;
    const own = ownWorkload(resource, project);
    const path = ['spec', 'serviceName'];
    const name = resource.get(path);
    if (!own) return;
    if (!resource.key(path)) {
      if (resource.templated) return;
      yield notHere(
        resource.at(['spec']),
        `The pods of ${own.name} get no DNS names of their own: serviceName names no headless Service.`,
      );
      return;
    }
    if (typeof name !== 'string' || name === '') return;
    const named = nearestTo(own.file, servicesIn(namedBeside(own, 'Service', name, project)));
    if (named.some(({ service }) => service.headless)) return;
    const [plain] = named;
    // A single pod is reached through its Service just as well.
    if (plain && (own.workload.replicas?.value ?? 1) < 2) return;
    const headless = servicesIn(besideOf(own, 'Service', project)).filter(
      ({ service }) => service.headless && selects(service.selector, own.workload.podLabels),
    );
    const near = nearestTo(own.file, headless)[0];
    if (!plain && !(near && !isThere('Service', name, project) && closestTypo(name, [near.name]))) {
      if (!isThere('Service', name, project))
        yield notHere(
          resource.at(path),
          `The pods of ${own.name} get no DNS names of their own: there is no Service ${name} in this project.`,
        );
      return;
    }
    yield {
      at: resource.at(path),
      message: plain
        ? `The pods of ${own.name} get no names of their own in DNS: Service ${name} is not headless${near ? `, ${near.name} is` : ''}.`
        : `The pods of ${own.name} get no names of their own in DNS: there is no Service ${name} here. Did you mean ${near?.name}?`,
      related: [placeFor(near ?? plain ?? own)],
      ...(near ? mend(`Use ${near.name}`, putText(resource, path, near.name)) : {}),
    };
  },
};
export default rule;
