import { itemsAt } from '../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../syntax/kubernetes/model.ts';
import type { ClaimFacts, ObjectFacts } from './facts.ts';
import { canMeet, claimOf, type Workload, workloadsIn } from './links.ts';
import type { Project, ResourceIn } from './project.ts';

/** A claim that the pods of a workload mount, and that one node or one pod may use at a time. */
export interface ExclusiveClaim {
  /** The name of the claim in the pod. */
  readonly path: KeyPath;
  readonly claim: ObjectFacts & { readonly claim: ClaimFacts };
  readonly modes: readonly string[];
}

/** The claims of a workload's volumes that one node or one pod may use at a time, as far as the project holds them. */
export const exclusiveClaims = (
  resource: ResourceIn,
  own: ObjectFacts,
  project: Project,
): readonly ExclusiveClaim[] =>
  itemsAt(resource, [...(resource.podSpec ?? []), 'volumes']).flatMap((volume) => {
    const path = [...volume.path, 'persistentVolumeClaim', 'claimName'];
    const name = resource.get(path);
    const claim = typeof name === 'string' ? claimOf(own, name, project) : undefined;
    const modes = claim?.claim.modes ?? [];
    const exclusive = modes.length > 0 && modes.every((mode) => mode.startsWith('ReadWriteOnce'));
    return claim && exclusive ? [{ path, claim, modes }] : [];
  });

/** The workloads that mount a claim. */
export const usersOf = (claim: ObjectFacts, project: Project): readonly Workload[] =>
  workloadsIn(project.find('pods')).filter((each) =>
    each.workload.claims?.some(
      ({ value }) =>
        value === claim.name &&
        canMeet(claim, each) &&
        claimOf(each, value, project)?.file === claim.file,
    ),
  );
