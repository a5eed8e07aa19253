import { exclusiveClaims } from '../../project/exclusive-claims.ts';
import { placeFor, scalersOf } from '../../project/links.ts';
import type { Rule } from '../rule.ts';
import docs from './claim-shared-by-replicas.md' with { type: 'text' };

const rule: Rule = {
  id: 'claim-shared-by-replicas',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'none',
  about: ['pods'],

  *check(resource, project) {
    const { podSpec, kind } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    if (!/^(?:Deployment|ReplicaSet|StatefulSet|Rollout)$/.test(kind)) return;
    const own = project.own(resource);
    const claims = own ? exclusiveClaims(resource, own, project) : [];
    if (!own || claims.length === 0) return;
    const least = scalersOf(own, project).map(({ scaler }) => scaler.least ?? 1);
    const replicas = own.workload?.replicas?.value ?? 1;
    const pods = least.length > 0 ? Math.max(...least) : replicas;
    if (pods < 2) return;
    for (const { path, claim, modes } of claims) {
      yield {
        at: resource.at(path),
        message: modes.includes('ReadWriteOncePod')
          ? `One pod at a time may use ${claim.name}, which is ReadWriteOncePod: of ${pods} replicas ${pods - 1} ${pods === 2 ? 'stays' : 'stay'} Pending.`
          : `The ${pods} replicas share ${claim.name}, which is ReadWriteOnce: those that land on another node than the first stay in ContainerCreating.`,
        related: [placeFor(claim)],
      };
    }
  },
};
export default rule;
