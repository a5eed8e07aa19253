import type { ResourceIn } from '../../project/project.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import { listed } from '../../text/words.ts';
import type { Rule } from '../rule.ts';
import docs from './rewrite-drops-path.md' with { type: 'text' };

const rule: Rule = {
  id: 'rewrite-drops-path',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'ingress',
  fix: 'none',
  about: ['Ingress'],

  *check(resource) {
    if (resource.kind !== 'Ingress' || resource.partial) return;
    const path = ['metadata', 'annotations', 'nginx.ingress.kubernetes.io/rewrite-target'];
    if (resource.get(path) !== '/' || isOther(resource)) return;
    const cut = [...new Set(cutPaths(resource))];
    if (cut.length === 0) return;
    yield {
      at: resource.at(path),
      message: `Every path below ${listed(cut)} reaches the server as /, because the target has no group such as $2.`,
    };
  },
};
export default rule;

/** Whether it names a class of a controller that knows nothing of this annotation. */
const isOther = (resource: ResourceIn): boolean =>
  [
    ['spec', 'ingressClassName'],
    ['metadata', 'annotations', 'kubernetes.io/ingress.class'],
  ].some((path) => others.test(String(resource.get(path))));

const others = /alb|traefik|gce|application-gateway|haproxy|kong|contour|istio|cilium|apisix/i;

/** The paths that stand for all below them, and of which nothing is kept; a path of `/` is passed on as it is. */
function* cutPaths(resource: ResourceIn): Generator<string> {
  for (const rule of itemsAt(resource, ['spec', 'rules']))
    for (const { path } of itemsAt(resource, [...rule.path, 'http', 'paths'])) {
      const value = resource.get([...path, 'path']);
      const type = resource.get([...path, 'pathType']);
      if (typeof value !== 'string' || type === 'Exact') continue;
      if (/^\/[\w./~-]*[\w~-]\/?$/.test(value)) yield value.replace(/\/$/, '');
    }
}
