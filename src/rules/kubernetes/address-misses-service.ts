import type { ObjectFacts } from '../../project/facts.ts';
import {
  isThere,
  meantBy,
  namedBeside,
  nearestTo,
  placeFor,
  type Service,
  servicesIn,
} from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { replace } from '../../text/edit.ts';
import { isPlaceholder } from '../../text/placeholder.ts';
import { type Span, slice } from '../../text/span.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './address-misses-service.md' with { type: 'text' };

const rule: Rule = {
  id: 'address-misses-service',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'service',
  fix: 'suggested',
  about: ['pods', 'ConfigMap'],

  *check(resource, project) {
    const own = project.own(resource);
    if (!own || own.partial) return;
    for (const path of placesIn(resource)) {
      const text = resource.get(path);
      if (typeof text !== 'string' || !text.includes('://') || isPlaceholder(text)) continue;
      const span = resource.at(path);
      for (const asked of addressesIn(resource.text, span)) {
        const finding = judge(asked, own, project);
        if (finding) yield finding;
      }
    }
  },
};
export default rule;

/** The texts of an object that may hold addresses: variables, arguments, the data of a ConfigMap. */
function* placesIn(resource: ResourceIn): Generator<KeyPath> {
  if (resource.kind === 'ConfigMap') {
    const data = resource.get(['data']);
    if (typeof data === 'object' && data !== null)
      for (const key of Object.keys(data)) yield ['data', key];
    return;
  }
  for (const { path } of resource.containers()) {
    for (const each of itemsAt(resource, [...path, 'env'])) yield [...each.path, 'value'];
    for (const list of ['command', 'args']) {
      const words = resource.get([...path, list]);
      if (Array.isArray(words)) for (const i of words.keys()) yield [...path, list, i];
    }
  }
}

/** An address of another Service, as it is written. */
interface Asked {
  readonly host: { readonly text: string; readonly at: Span };
  readonly namespace?: string;
  readonly port: { readonly value: number; readonly at: Span; readonly written: boolean };
}

// The host is one name, or that of a Service in the cluster's domain.
const address =
  /\b(https?|grpc|redis|postgresql|mysql|mongodb|amqp|kafka|nats|s3):\/\/(?:[^\s"'@/]*@)?([a-z]([-a-z0-9]*[a-z0-9])?)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?))?(?::(\d{1,5}))?(?=[/\s"'?,]|$)/g;

const usual: Readonly<Record<string, number>> = { http: 80, https: 443 };

function* addressesIn(text: string, span: Span): Generator<Asked> {
  for (const match of slice(text, span).matchAll(address)) {
    const [whole, scheme = '', host = '', , namespace, port] = match;
    if (host === 'localhost') continue;
    const value = port === undefined ? usual[scheme] : Number(port);
    if (value === undefined) continue;
    const start = span[0] + match.index + whole.indexOf(host, scheme.length + 3);
    const end = span[0] + match.index + whole.length;
    const at: Span = [start, start + host.length];
    yield {
      host: { text: host, at },
      ...(namespace === undefined ? {} : { namespace }),
      port:
        port === undefined
          ? { value, at, written: false }
          : { value, at: [end - port.length, end], written: true },
    };
  }
}

const judge = (asked: Asked, own: ObjectFacts, project: Project): Finding | undefined => {
  const { host, namespace } = asked;
  const from = namespace === undefined ? own : { ...own, namespace };
  const named = nearestTo(own.file, servicesIn(namedBeside(from, 'Service', host.text, project)));
  if (named.length > 0) return withoutPort(asked, named);
  if (isThere('Service', host.text, project)) return undefined;
  const meant = meantBy(host.text, from, 'Service', project);
  return (
    meant && {
      at: host.at,
      message: `There is no Service ${host.text} here, so this address leads nowhere. Did you mean ${meant.name}?`,
      related: [placeFor(meant)],
      fixes: [{ title: `Write ${meant.name}`, edits: () => [replace(host.at, meant.name)] }],
    }
  );
};

const withoutPort = ({ host, port }: Asked, services: readonly Service[]): Finding | undefined => {
  // A name without an address of its own leads to the pods, whatever their ports; another type may lead elsewhere.
  if (services.some(({ service }) => service.headless || service.type === 'ExternalName'))
    return undefined;
  const ports = services.flatMap(({ service }) => service.ports.map((each) => each.port.value));
  if (ports.length === 0 || ports.includes(port.value)) return undefined;
  const [only, more] = [...new Set(ports)];
  return {
    at: port.at,
    message: `Service ${host.text} has no port ${port.value}${port.written ? '' : ', which an address without a port means'}, so nothing answers: it has ${[...new Set(ports)].join(', ')}.`,
    related: services.map(placeFor),
    ...(only === undefined || more !== undefined || !port.written
      ? {}
      : {
          fixes: [{ title: `Ask port ${only}`, edits: () => [replace(port.at, String(only))] }],
        }),
  };
};
