import { keepsOneNode, sharesFiles } from '../../data/storage-classes.ts';
import { type ExclusiveClaim, exclusiveClaims, usersOf } from '../../project/exclusive-claims.ts';
import type { ObjectFacts } from '../../project/facts.ts';
import { ownWorkload, placeFor, type Workload } from '../../project/links.ts';
import type { Rule } from '../rule.ts';
import docs from './claim-in-two-workloads.md' with { type: 'text' };

const rule: Rule = {
  id: 'claim-in-two-workloads',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'none',
  about: ['pods'],

  *check(resource, project) {
    if (resource.templated) return;
    const own = ownWorkload(resource, project);
    if (!own?.workload.claims || isElsewhere(own)) return;
    const seen = new Set<string>();
    const told = new Set<string>();
    for (const { path, claim, modes } of exclusiveClaims(resource, own, project)) {
      if (seen.has(claim.name) || isShared(claim)) continue;
      seen.add(claim.name);
      const others = usersOf(claim, project).filter((each) => runsBeside(own, each));
      // One finding a pair: at the one that is written later.
      const [other] = others.filter((each) => isBefore(each, own));
      if (!other || told.has(`${other.kind} ${other.name}`)) continue;
      told.add(`${other.kind} ${other.name}`);
      const both = `${other.kind} ${other.name} mounts ${claim.name} too`;
      yield {
        at: resource.at(path),
        message: modes.includes('ReadWriteOncePod')
          ? `${both}, which is ReadWriteOncePod: while its pod runs, the other one stays Pending.`
          : `${both}, which is ReadWriteOnce: while its pod runs, one on another node stays in ContainerCreating.`,
        related: [placeFor(other), placeFor(claim)],
      };
    }
  },
};
export default rule;

/** Whether its storage keeps pods on the node of the disk, or is mounted by many nodes whatever the claim says. */
const isShared = ({ claim: { bound, class: storage = '' } }: ExclusiveClaim['claim']): boolean =>
  bound === true || keepsOneNode(storage) || sharesFiles(storage);

const lasting = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Rollout)$/;

/** Whether two workloads run at the same time: one of them at least lasts. */
const runsBeside = (own: Workload, other: Workload): boolean =>
  (lasting.test(own.kind) || lasting.test(other.kind)) &&
  !(own.file === other.file && own.at[0] === other.at[0]) &&
  !(own.kind === other.kind && own.name === other.name) &&
  !isElsewhere(other);

/** Whether its pods are kept on a node, or there are none. */
const isElsewhere = ({ workload }: Workload): boolean =>
  workload.pinned === true || workload.replicas?.value === 0;

const isBefore = (a: ObjectFacts, b: ObjectFacts): boolean =>
  a.file === b.file ? a.at[0] < b.at[0] : a.file < b.file;
