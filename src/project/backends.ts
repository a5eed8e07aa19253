import { itemsAt } from '../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../syntax/kubernetes/model.ts';
import type { ResourceIn } from './project.ts';

/** A Service that an Ingress sends requests to. */
export interface Backend {
  readonly service: string;
  /** The path of `service` in the Ingress, with its `name` and `port`. */
  readonly path: KeyPath;
}

/** The Services that an Ingress names, that of what no rule is for first. */
export const backendsOf = (ingress: ResourceIn): readonly Backend[] => {
  const rules = itemsAt(ingress, ['spec', 'rules']).flatMap((rule) =>
    itemsAt(ingress, [...rule.path, 'http', 'paths']).map(({ path }) => [...path, 'backend']),
  );
  return [['spec', 'defaultBackend'], ...rules].flatMap((backend) => {
    const path = [...backend, 'service'];
    const service = ingress.get([...path, 'name']);
    return typeof service === 'string' ? [{ service, path }] : [];
  });
};
