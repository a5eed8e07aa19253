import { keepsOneNode, sharesFiles } from '../../data/storage-classes.ts';
import { type ExclusiveClaim, exclusiveClaims, usersOf } from '../../project/exclusive-claims.ts';
import { besideOf, placeFor, scalersOf } from '../../project/links.ts';
import type { Project } from '../../project/project.ts';
import { named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './disk-held-at-rollout.md' with { type: 'text' };

const rule: Rule = {
  id: 'disk-held-at-rollout',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'rolling-update',
  fix: 'suggested',
  about: ['Deployment'],

  *check(resource, project) {
    const { podSpec, kind } = resource;
    if (!podSpec || kind !== 'Deployment' || resource.partial || resource.templated) return;
    const strategy = ['spec', 'strategy'];
    // Who chose how pods follow each other has thought of it.
    if (resource.key(strategy)) return;
    const own = project.own(resource);
    if (!own || (own.workload?.replicas?.value ?? 1) !== 1) return;
    // Several pods that share a disk are a finding of their own.
    if (scalersOf(own, project).some(({ scaler }) => scaler.most !== 1)) return;
    for (const { path, claim, modes } of exclusiveClaims(resource, own, project)) {
      // Who shares it among workloads has pods that write to it at once anyway.
      if (usersOf(claim, project).length > 1) continue;
      yield {
        at: resource.at(path),
        message: `A rollout of ${named(resource)} starts the new pod while the old one holds ${claim.name}, which is ${modes[0]}: ${endOf(modes, claim, project)}.`,
        related: [placeFor(claim)],
        ...mend('Stop the old pod first', put(resource, strategy, '', '  type: Recreate')),
      };
      return;
    }
  },
};
export default rule;

const endOf = (
  [mode]: readonly string[],
  claim: ExclusiveClaim['claim'],
  project: Project,
): string => {
  if (mode === 'ReadWriteOncePod') return 'the new pod waits for ever';
  const onNode =
    keepsOneNode(claim.claim.class ?? '') ||
    // Nothing is attached to a node there.
    sharesFiles(claim.claim.class ?? '') ||
    besideOf(claim, 'PersistentVolume', project).some((volume) => volume.onNode);
  return onNode
    ? 'both write to it'
    : 'on another node the new pod waits for ever, and on the same one both write to it';
};
