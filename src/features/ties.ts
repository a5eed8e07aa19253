import type { ObjectFacts } from '../project/facts.ts';
import {
  scalersIn,
  scalersOf,
  selectedBy,
  servicesIn,
  servicesOf,
  targetOf,
  workloadsIn,
} from '../project/links.ts';
import type { Model } from '../project/model.ts';
import type { Project, ResourceIn } from '../project/project.ts';
import type { Path } from '../text/path.ts';
import { type Span, touches } from '../text/span.ts';

/** A place of the project that an object is tied to. */
export interface Tie {
  readonly file: Path;
  readonly at: Span;
  /** `Service`, `HorizontalPodAutoscaler`, `Dockerfile` … */
  readonly kind: string;
}

/** A line over a workload that counts what it is tied to: "2 Services, 1 HPA, built by serve/Dockerfile". */
export interface Lens {
  readonly at: Span;
  readonly title: string;
  readonly ties: readonly Tie[];
}

/** What an object is tied to: Services, autoscalers and Dockerfiles of a workload, workloads of a Service or autoscaler. */
const tiesOf = (resource: ResourceIn, project: Project): readonly Tie[] => {
  const own = project.own(resource);
  if (!own) return [];
  const [service] = servicesIn([own]);
  if (service) return selectedBy(service, project).map(tie);
  const [scaler] = scalersIn([own]);
  if (scaler) {
    const target = targetOf(scaler, project);
    return target ? [tie(target)] : [];
  }
  const [workload] = workloadsIn([own]);
  if (!workload) return [];
  const images = workload.workload.containers.flatMap(({ image }) => image?.value ?? []);
  const files = new Set(images.flatMap((image) => project.dockerfileOf(image)?.file ?? []));
  return [
    ...servicesOf(workload, project).map(tie),
    ...scalersOf(workload, project).map(tie),
    ...[...files].map((file): Tie => ({ file, at: [0, 0], kind: 'Dockerfile' })),
  ];
};

const tie = ({ file, at, kind }: ObjectFacts): Tie => ({ file, at, kind });

/** The lenses of a manifest: one over each workload that is tied to something. */
export const lensesOf = (model: Model | undefined, project: Project): readonly Lens[] => {
  if (model?.kind !== 'kubernetes') return [];
  return model.resources.flatMap((resource) => {
    if (!resource.podSpec || resource.partial) return [];
    const ties = tiesOf(resource, project);
    return ties.length > 0 ? [{ at: resource.at(['kind']), title: titleOf(ties), ties }] : [];
  });
};

const short: Readonly<Record<string, string>> = { HorizontalPodAutoscaler: 'HPA' };

const titleOf = (ties: readonly Tie[]): string => {
  const kinds = [...new Set(ties.map(({ kind }) => kind))].filter((kind) => kind !== 'Dockerfile');
  const counts = kinds.map((kind) => {
    const count = ties.filter((each) => each.kind === kind).length;
    return `${count} ${short[kind] ?? kind}${count === 1 ? '' : 's'}`;
  });
  const files = ties.filter(({ kind }) => kind === 'Dockerfile').map(({ file }) => file);
  return [...counts, ...(files.length > 0 ? [`built by ${files.join(', ')}`] : [])].join(', ');
};

/** Where the object is used whose name or kind stands at an offset. */
export const usesAt = (
  model: Model | undefined,
  offset: number,
  project: Project,
): readonly Tie[] => {
  if (model?.kind !== 'kubernetes') return [];
  const resource = model.resources.find((each) =>
    [['metadata', 'name'], ['kind']].some((path) => touches(each.at(path), offset)),
  );
  return resource ? tiesOf(resource, project) : [];
};
