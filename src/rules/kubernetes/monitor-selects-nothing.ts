import { canMeet, nearestTo, placeFor, selects, servicesIn } from '../../project/links.ts';
import { nearMiss } from '../../project/near-miss.ts';
import { itemsAt, kindAndName, putText } from '../../syntax/kubernetes/fields.ts';
import { capital, listed } from '../../text/words.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Rule } from '../rule.ts';
import docs from './monitor-selects-nothing.md' with { type: 'text' };

const rule: Rule = {
  id: 'monitor-selects-nothing',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'logs-metrics',
  aka: ['kube-linter/dangling-servicemonitor'],
  fix: 'suggested',
  about: ['ServiceMonitor'],

  *check(resource, project) {
    if (resource.kind !== 'ServiceMonitor' || resource.partial) return;
    const own = project.own(resource);
    const selector = own?.selector;
    if (!own || !selector || selector.open) return;
    const anywhere = resource.key(['spec', 'namespaceSelector']) !== undefined;
    const services = servicesIn(project.find('kind Service')).filter(
      (each) => anywhere || canMeet(own, each),
    );
    const found = nearestTo(
      own.file,
      services.filter((each) => selects(selector.labels, each.labels)),
    );
    for (const { path } of itemsAt(resource, ['spec', 'endpoints'])) {
      const port = resource.get([...path, 'port']);
      const names = found.flatMap(({ service }) => service.ports.flatMap(({ name }) => name ?? []));
      if (found.length === 0 || typeof port !== 'string' || names.includes(port)) continue;
      // A port whose number is not known, and its name with it, is not among them.
      if (found.some(({ service }) => service.ports.length === 0)) continue;
      const [only, more] = names;
      yield {
        at: resource.at([...path, 'port']),
        message: `Prometheus finds nothing: ${found[0]?.name ? `Service ${found[0].name}` : 'the Service'} has ${names.length > 0 ? `no port named ${port}, but ${names.join(', ')}` : 'no port with a name'}.`,
        related: found.map(placeFor),
        ...(only && !more
          ? mend(`Scrape port ${only}`, putText(resource, [...path, 'port'], only))
          : {}),
      };
    }
    if (found.length > 0 || Object.keys(selector.labels).some(isOfController)) return;
    const pods = services.find(
      (each) =>
        Object.keys(selector.labels).length > 0 && selects(selector.labels, each.service.selector),
    );
    if (pods) {
      yield {
        at: resource.at(['spec', 'selector']),
        message: `Prometheus finds nothing: a ServiceMonitor looks at the labels of Services, and ${pods.name} ${Object.keys(pods.labels).length > 0 ? 'has others' : 'has none'}; these are those of its pods.`,
        related: [placeFor(pods)],
      };
      return;
    }
    const miss = nearMiss(own, selector.labels, services, ({ labels }) => labels);
    if (!miss) {
      const wanted = Object.entries(selector.labels).map((label) => label.join(': '));
      if (wanted.length > 0 && !resource.templated)
        yield notHere(
          resource.at(['spec', 'selector']),
          `${capital(kindAndName(resource))} selects no Service of this project: none has ${listed(wanted)}.`,
        );
      return;
    }
    const at = ['spec', 'selector', 'matchLabels', miss.key];
    yield {
      at: resource.at(at),
      message: `Prometheus finds nothing: ${own.name} looks for ${miss.key}: ${selector.labels[miss.key]}, and Service ${miss.target.name} has ${miss.key}: ${miss.label}.`,
      related: [placeFor(miss.target)],
      ...mend(`Select ${miss.key}: ${miss.label}`, putText(resource, at, miss.label)),
    };
  },
};
export default rule;

/** Whether a label has a domain of its own, as those have that KServe, KubeRay or Knative put on the Services that they make. */
const isOfController = (key: string): boolean =>
  key.includes('/') && !key.startsWith('app.kubernetes.io/');
