import { ownWorkload, scalersOf } from '../../project/links.ts';
import { selectorFacts } from '../../project/object-facts.ts';
import { textScalar } from '../../syntax/kubernetes/edits.ts';
import { isWhole, put } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './replicas-not-spread.md' with { type: 'text' };

const rule: Rule = {
  id: 'replicas-not-spread',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'deployment',
  aka: [
    'kube-linter/no-anti-affinity',
    'kube-score/deployment-has-host-podantiaffinity',
    'kube-score/statefulset-has-host-podantiaffinity',
    'polaris/topologySpreadConstraint',
  ],
  fix: 'suggested',

  *check(resource, project) {
    const { podSpec } = resource;
    const own = ownWorkload(resource, project);
    if (!own || !podSpec || !isWhole(resource) || resource.kind === 'DaemonSet') return;
    const most = Math.max(
      own.workload.replicas?.value ?? 1,
      ...scalersOf(own, project).map(({ scaler }) => scaler.least ?? 1),
    );
    if (most < 2) return;
    if (resource.key([...podSpec, 'topologySpreadConstraints'])) return;
    if (keepsApart(resource.get([...podSpec, 'affinity']), own.workload.podLabels)) return;
    const label = Object.entries(own.workload.podLabels)[0];
    yield {
      at: resource.at(['metadata', 'name']),
      message: `All ${most} pods of ${own.name} may run on one node, and go with it.`,
      ...mend(
        'Spread them over nodes',
        label &&
          put(
            resource,
            [...podSpec, 'topologySpreadConstraints'],
            '',
            '  - maxSkew: 1',
            '    topologyKey: kubernetes.io/hostname',
            '    whenUnsatisfiable: ScheduleAnyway',
            '    labelSelector:',
            '      matchLabels:',
            `        ${textScalar(label[0])}: ${textScalar(label[1])}`,
          ),
      ),
    };
  },
};
export default rule;

/** Whether a pod's affinity keeps it from pods with its own labels, or may. */
const keepsApart = (affinity: unknown, labels: Readonly<Record<string, string>>): boolean => {
  if (!isRecord(affinity)) return affinity !== undefined && affinity !== null;
  const rules = affinity['podAntiAffinity'];
  if (!isRecord(rules)) return rules !== undefined && rules !== null;
  return Object.values(rules).some(
    (terms) =>
      Array.isArray(terms) &&
      terms.some((term) =>
        selectsOwn(isRecord(term) ? (term['podAffinityTerm'] ?? term) : term, labels),
      ),
  );
};

const selectsOwn = (term: unknown, labels: Readonly<Record<string, string>>): boolean => {
  const selector = isRecord(term) ? term['labelSelector'] : term;
  if (selector === undefined || selector === null) return false;
  const { labels: wanted, open } = selectorFacts(selector);
  // What `matchExpressions` and values to fill in select is not known.
  return (
    !isRecord(selector) ||
    open ||
    Object.entries(wanted).every(([key, value]) => labels[key] === value || /[$<{]/.test(value))
  );
};
