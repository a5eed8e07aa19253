import { userOfImage } from '../../data/image-users.ts';
import { keepsOneNode, sharesFiles } from '../../data/storage-classes.ts';
import { claimOf, hasPatch, ownWorkload, type Workload, workloadsIn } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { commandText } from '../../syntax/kubernetes/command.ts';
import { isWhole, itemsAt, notKnown, put, security } from '../../syntax/kubernetes/fields.ts';
import type { Container, KeyPath } from '../../syntax/kubernetes/model.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './claim-not-writable.md' with { type: 'text' };

const rule: Rule = {
  id: 'claim-not-writable',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const { podSpec } = resource;
    const own = isWhole(resource) ? ownWorkload(resource, project) : undefined;
    if (!podSpec || !own || hasGroup(resource, podSpec) || preparesVolumes(resource)) return;
    const claims = freshClaims(resource, own, project);
    if (claims.size === 0 || hasPatch(own, project)) return;
    // OpenShift gives the pods of a namespace a group of their own.
    if (project.objects().some(({ apiVersion }) => apiVersion.includes('openshift.io/'))) return;
    const seen = new Set<unknown>();
    for (const container of resource.containers()) {
      const user = userOf(resource, container, project);
      // A command may hand the disk over itself.
      if (user === undefined || /\bch(?:mod|own)\b/.test(commandText(resource, container.path)))
        continue;
      for (const mount of itemsAt(resource, [...container.path, 'volumeMounts'])) {
        const { name, readOnly, mountPath } = mount.value;
        const claim = typeof name === 'string' ? claims.get(name) : undefined;
        if (claim === undefined || readOnly === true || seen.has(name)) continue;
        seen.add(name);
        const group = groupFor(resource, container);
        yield {
          at: resource.at([...mount.path, 'mountPath']),
          message: `Container ${container.name} runs as ${user} and may not write to ${String(mountPath)}: a new disk belongs to root, and the pod sets no fsGroup.`,
          ...(group === undefined
            ? {}
            : mend(
                `Set fsGroup: ${group}`,
                put(resource, [...podSpec, 'securityContext', 'fsGroup'], String(group)),
              )),
        };
      }
    }
  },
};
export default rule;

const hasGroup = (resource: ResourceIn, podSpec: KeyPath): boolean =>
  ['fsGroup', 'supplementalGroups'].some((field) =>
    resource.key([...podSpec, 'securityContext', field]),
  );

/** Whether an init container may hand the volumes over. */
const preparesVolumes = (resource: ResourceIn): boolean =>
  resource.containers().some(({ init, path }) => init && resource.key([...path, 'volumeMounts']));

/** The volumes that are claims which only this workload mounts, and which a driver makes as a disk of root. */
const freshClaims = (
  resource: ResourceIn,
  own: Workload,
  project: Project,
): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const volume of itemsAt(resource, [...(resource.podSpec ?? []), 'volumes'])) {
    const at = [...volume.path, 'persistentVolumeClaim'];
    const claimName = resource.get([...at, 'claimName']);
    const name = volume.value['name'];
    if (typeof claimName !== 'string' || typeof name !== 'string') continue;
    const claim = claimOf(own, claimName, project);
    if (!claim || resource.get([...at, 'readOnly']) === true) continue;
    const { modes, bound, class: storage = '' } = claim.claim;
    if (bound || keepsOneNode(storage) || sharesFiles(storage)) continue;
    // A file system for many nodes has owners of its own.
    if (modes.length === 0 || !modes.every((mode) => mode.startsWith('ReadWriteOnce'))) continue;
    if (isFilledElsewhere(own, claimName, project)) continue;
    found.set(name, claimName);
  }
  for (const template of itemsAt(resource, ['spec', 'volumeClaimTemplates'])) {
    const name = resource.get([...template.path, 'metadata', 'name']);
    const storage = String(resource.get([...template.path, 'spec', 'storageClassName']) ?? '');
    if (typeof name === 'string' && !keepsOneNode(storage) && !sharesFiles(storage))
      found.set(name, name);
  }
  return found;
};

const isFilledElsewhere = (own: Workload, claim: string, project: Project): boolean =>
  workloadsIn(project.find('pods')).some(
    (each) =>
      (each.file !== own.file || each.at[0] !== own.at[0]) &&
      each.workload.claims?.some(({ value }) => value === claim),
  );

/** The user of a container that is certainly not root, as a message says it. */
const userOf = (
  resource: ResourceIn,
  { image, path }: Container,
  project: Project,
): string | undefined => {
  const user = security(resource, path, 'runAsUser');
  if (user) return typeof user.value === 'number' && user.value > 0 ? `${user.value}` : undefined;
  const built = image === undefined ? undefined : project.dockerfileOf(image)?.user?.value;
  const name = built?.split(':', 1)[0];
  if (name) return /^(?:0|root)$/.test(name) ? undefined : name;
  const known = userOfImage(imageName(parseImage(image ?? '')));
  if (known !== undefined) return `${known}, the user of its image,`;
  const flag = security(resource, path, 'runAsNonRoot');
  return !notKnown(flag) && flag?.value === true ? 'a user that is not root' : undefined;
};

/** The group that the disk can be given to. */
const groupFor = (resource: ResourceIn, { image, path }: Container): number | undefined => {
  for (const field of ['runAsGroup', 'runAsUser']) {
    const value = security(resource, path, field)?.value;
    if (typeof value === 'number' && value > 0) return value;
  }
  return security(resource, path, 'runAsUser')
    ? undefined
    : userOfImage(imageName(parseImage(image ?? '')));
};
