import { exclusiveClaims } from '../../project/exclusive-claims.ts';
import { placeFor, type Scaler, scalersOf } from '../../project/links.ts';
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
    const scalers = scalersOf(own, project);
    const least = scalers.map(({ scaler }) => scaler.least ?? 1);
    const replicas = own.workload?.replicas?.value ?? 1;
    const pods = least.length > 0 ? Math.max(...least) : replicas;
    const grown = pods < 2 ? largest(scalers) : undefined;
    const count = grown?.scaler.most ?? pods;
    // Who keeps the pods on a node of their own may have the disk there.
    if (count < 2 || (grown && own.workload?.pinned)) return;
    const started = grown && `${grown.kind} ${grown.name} starts up to ${count} pods`;
    for (const { path, claim, modes } of claims) {
      const one = modes.includes('ReadWriteOncePod');
      const alone = `One pod at a time may use ${claim.name}, which is ReadWriteOncePod`;
      const rest = `which is ReadWriteOnce: those that land on another node than the first stay in ContainerCreating.`;
      yield {
        at: resource.at(path),
        message: started
          ? one
            ? `${alone}, and ${started}: all but one stay Pending.`
            : `${started}, which share ${claim.name}, ${rest}`
          : one
            ? `${alone}: of ${pods} replicas ${pods - 1} ${pods === 2 ? 'stays' : 'stay'} Pending.`
            : `The ${pods} replicas share ${claim.name}, ${rest}`,
        related: [placeFor(claim), ...(grown ? [placeFor(grown)] : [])],
      };
    }
  },
};
export default rule;

/** The autoscaler that says the largest number of pods. */
const largest = (scalers: readonly Scaler[]): Scaler | undefined =>
  scalers.reduce<Scaler | undefined>(
    (best, each) => ((each.scaler.most ?? 1) > (best?.scaler.most ?? 1) ? each : best),
    undefined,
  );
