import {
  nearestTo,
  objectAt,
  type Service,
  sameNamespace,
  selectedBy,
  servicesIn,
  type Workload,
  workloadsIn,
} from '../../project/links.ts';
import { replace } from '../../text/edit.ts';
import { nearest } from '../../text/nearest.ts';
import type { Rule } from '../rule.ts';
import docs from './selector-mismatch.md' with { type: 'text' };

const rule: Rule = {
  id: 'selector-mismatch',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'labels-selectors',
  aka: ['kube-linter/dangling-service', 'kube-score/service-targets-pod'],
  fix: 'suggested',

  *check(resource, project) {
    if (resource.kind !== 'Service' || resource.partial) return;
    const objects = project.objects();
    const own = objectAt(objects, resource.path, resource.at(['metadata', 'name']));
    const service = own && servicesIn([own])[0];
    if (!service || service.service.type === 'ExternalName') return;
    const workloads = workloadsIn(objects);
    if (selectedBy(service, workloads).length > 0) return;
    const miss = nearMiss(service, workloads);
    if (!miss) return;
    const { key, label, workload } = miss;
    const wanted = service.service.selector[key] ?? '';
    const at = resource.at(['spec', 'selector', key]);
    yield {
      at,
      message: `Service ${service.name} selects no pod: it looks for ${key}: ${wanted}, and the pods of ${workload.kind} ${workload.name} have ${key}: ${label}.`,
      related: [
        { file: workload.file, at: workload.at, message: `${workload.kind} ${workload.name}` },
      ],
      fixes: [{ title: `Select ${key}: ${label}`, edits: () => [replace(at, label)] }],
    };
  },
};
export default rule;

interface Miss {
  readonly key: string;
  readonly label: string;
  readonly workload: Workload;
}

/** The one workload whose labels differ from the selector in a single value that is a likely slip. */
const nearMiss = (service: Service, workloads: readonly Workload[]): Miss | undefined => {
  const misses = workloads
    .filter((each) => sameNamespace(service, each))
    .flatMap((workload) => {
      const wrong = Object.entries(service.service.selector).filter(
        ([key, value]) => workload.workload.podLabels[key] !== value,
      );
      const [only] = wrong;
      const label = only && workload.workload.podLabels[only[0]];
      if (wrong.length !== 1 || !only || label === undefined || !/^[A-Za-z0-9][\w.-]*$/.test(label))
        return [];
      const agreed = Object.keys(service.service.selector).length > 1;
      const likely =
        agreed || workload.name === service.name || nearest(only[1], [label]) !== undefined;
      return likely ? [{ key: only[0], label, workload }] : [];
    });
  const near = nearestTo(
    service.file,
    misses.map(({ workload }) => workload),
  );
  const [first, second] = misses.filter(({ workload }) => near.includes(workload));
  return second ? undefined : first;
};
