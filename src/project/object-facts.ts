import type { ObjectFacts } from './facts.ts';
import type { ResourceIn } from './project.ts';

/** The facts of a Kubernetes object. */
export const objectFacts = (resource: ResourceIn): ObjectFacts => ({
  file: resource.path,
  at: resource.at(['metadata', 'name']),
  apiVersion: resource.apiVersion,
  kind: resource.kind,
  name: resource.name ?? '',
  labels: {},
  partial: resource.partial,
});
