import type { Edit } from '../../text/edit.ts';
import { addItem } from './edits.ts';
import { put, wordsAt } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';
import { podSecurityViolations } from './pod-security.ts';

/** What a check wants to be set, below the `securityContext`. */
interface Wanted {
  readonly check: string;
  readonly path: readonly string[];
  readonly value: string;
}

const ofContainer: readonly Wanted[] = [
  { check: 'allowPrivilegeEscalation', path: ['allowPrivilegeEscalation'], value: 'false' },
  { check: 'capabilities_restricted', path: ['capabilities', 'drop'], value: '[ALL]' },
];

const ofPod: readonly Wanted[] = [
  { check: 'runAsNonRoot', path: ['runAsNonRoot'], value: 'true' },
  { check: 'seccompProfile_restricted', path: ['seccompProfile', 'type'], value: 'RuntimeDefault' },
];

/**
 * The edits that set what the restricted Pod Security Standard wants to be set; undefined ones cannot be made, as where a container asks
 * for rights or a user beside which the API server or the node refuses them.
 */
export const restrict = (resource: Resource): readonly (Edit | undefined)[] => {
  if (asksForMore(resource)) return [undefined];
  const missing = podSecurityViolations(resource, 'restricted').filter((each) => each.missing);
  const lacks = (check: string, path?: KeyPath): boolean =>
    missing.some((each) => each.check === check && (!path || each.path === path));
  const containers = [...new Set(missing.map(({ path }) => path))];
  return [
    ...containers.flatMap((path) =>
      fill(
        resource,
        path,
        ofContainer.filter(({ check }) => lacks(check, path)),
      ),
    ),
    ...fill(
      resource,
      resource.podSpec ?? [],
      ofPod.filter(({ check }) => lacks(check)),
    ),
  ];
};

const asksForMore = (resource: Resource): boolean => {
  const owners = [resource.podSpec ?? [], ...resource.containers().map(({ path }) => path)];
  return owners.some((owner) => {
    const context = [...owner, 'securityContext'];
    return (
      resource.get([...context, 'privileged']) === true ||
      resource.get([...context, 'runAsUser']) === 0 ||
      wordsAt(resource, [...context, 'capabilities', 'add']).some((word) =>
        /^(?:CAP_)?(?:SYS_ADMIN|ALL)$/.test(word),
      )
    );
  });
};

/** Sets fields of the `securityContext` of a pod or container. */
const fill = (
  resource: Resource,
  owner: KeyPath,
  wanted: readonly Wanted[],
): readonly (Edit | undefined)[] => {
  const context = [...owner, 'securityContext'];
  if (wanted.length === 0) return [];
  if (resource.key(context))
    return wanted.map(({ path, value }) => {
      const field = [...context, ...path];
      return path.at(-1) === 'drop' && resource.key(field)
        ? addItem(resource, field, ['ALL'])
        : put(resource, field, value);
    });
  const lines = wanted.flatMap(({ path: [first = '', second], value }) =>
    second ? [`  ${first}:`, `    ${second}: ${value}`] : [`  ${first}: ${value}`],
  );
  return [put(resource, context, '', ...lines)];
};
