import type { Edit } from '../../text/edit.ts';
import { addItem } from './edits.ts';
import { put } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';
import { podSecurityViolations } from './pod-security.ts';

/** The edits that set what the restricted Pod Security Standard wants to be set; undefined ones cannot be made. */
export const restrict = (resource: Resource): readonly (Edit | undefined)[] => {
  const { podSpec = [] } = resource;
  const found = podSecurityViolations(resource, 'restricted');
  const lacks = (check: string, path?: KeyPath): boolean =>
    found.some((each) => each.check === check && each.missing && (!path || each.path === path));
  const paths = [...new Set(found.filter(({ missing }) => missing).map(({ path }) => path))];
  const containers = paths.flatMap((path) =>
    fill(resource, path, [
      ...(lacks('allowPrivilegeEscalation', path) ? [['allowPrivilegeEscalation', 'false']] : []),
      ...(lacks('capabilities_restricted', path) ? [['capabilities', '', '  drop: [ALL]']] : []),
    ]),
  );
  return [
    ...containers,
    ...fill(resource, podSpec, [
      ...(lacks('runAsNonRoot') ? [['runAsNonRoot', 'true']] : []),
      ...(lacks('seccompProfile_restricted')
        ? [['seccompProfile', '', '  type: RuntimeDefault']]
        : []),
    ]),
  ];
};

/** Adds fields, each with the lines of its value, to the `securityContext` of a pod or container. */
const fill = (
  resource: Resource,
  owner: KeyPath,
  fields: readonly (readonly string[])[],
): readonly (Edit | undefined)[] => {
  if (fields.length === 0) return [];
  const context = [...owner, 'securityContext'];
  if (resource.key(context))
    return fields.map(([field = '', ...lines]) => {
      const capabilities = [...context, 'capabilities'];
      if (field !== 'capabilities' || !resource.key(capabilities))
        return put(resource, [...context, field], ...lines);
      return resource.key([...capabilities, 'drop'])
        ? addItem(resource, [...capabilities, 'drop'], ['ALL'])
        : put(resource, [...capabilities, 'drop'], '[ALL]');
    });
  const lines = fields.flatMap(([field = '', head = '', ...rest]) =>
    [`${field}:${head && ` ${head}`}`, ...rest].map((line) => `  ${line}`),
  );
  return [put(resource, context, '', ...lines)];
};
