import type { Edit } from '../../text/edit.ts';
import { replaceEntry } from './edits.ts';
import type { KeyPath, Resource } from './model.ts';

/** The edits that turn an Ingress of v1beta1 into networking.k8s.io/v1, or undefined when its shape is not followed. */
export const migrateIngress = (resource: Resource): readonly Edit[] | undefined => {
  const edits: (Edit | undefined)[] = [];
  if (resource.key(['spec', 'backend']))
    edits.push(backend(resource, ['spec', 'backend'], 'defaultBackend'));
  const rules = resource.get(['spec', 'rules']);
  for (const [i] of (Array.isArray(rules) ? rules : []).entries()) {
    const paths: KeyPath = ['spec', 'rules', i, 'http', 'paths'];
    const list = resource.get(paths);
    for (const [j] of (Array.isArray(list) ? list : []).entries()) {
      const path = [...paths, j];
      const typed = resource.key([...path, 'pathType']) !== undefined;
      const whole = backend(
        resource,
        [...path, 'backend'],
        'backend',
        typed ? [] : ['pathType: ImplementationSpecific'],
      );
      edits.push(whole);
    }
  }
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
};

/** The backend of an old Ingress at a path in its new shape, under a key; `more` are entries written above it. */
export const backend = (
  resource: Resource,
  path: KeyPath,
  key: string,
  more: readonly string[] = [],
): Edit | undefined => {
  const name = resource.get([...path, 'serviceName']);
  const port = resource.get([...path, 'servicePort']);
  if (typeof name !== 'string' || (typeof port !== 'number' && typeof port !== 'string'))
    return undefined;
  const number = typeof port === 'number' || /^\d+$/.test(port);
  return replaceEntry(resource, path, [
    ...more,
    `${key}:`,
    '  service:',
    `    name: ${name}`,
    '    port:',
    `      ${number ? 'number' : 'name'}: ${port}`,
  ]);
};
