import { itemsAt } from '../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../syntax/kubernetes/model.ts';
import type { ResourceIn } from './project.ts';

/** A Service that an Ingress sends requests to. */
export interface Backend {
  readonly service: string;
  /** Where its port stands. */
  readonly port: KeyPath;
}

/** The Services that the rules of an Ingress name. */
export const backendsOf = (ingress: ResourceIn): readonly Backend[] =>
  itemsAt(ingress, ['spec', 'rules'])
    .flatMap((rule) => itemsAt(ingress, [...rule.path, 'http', 'paths']))
    .flatMap(({ path }) => {
      const service = ingress.get([...path, 'backend', 'service', 'name']);
      return typeof service === 'string'
        ? [{ service, port: [...path, 'backend', 'service', 'port'] }]
        : [];
    });
