import { selects } from '../../project/links.ts';
import type { ResourceIn } from '../../project/project.ts';
import { dirname } from '../../text/path.ts';
import { type Answer, type Asked, evidenceAt, type Maker, question, say } from './make.ts';
import {
  besideEachOther,
  blockAt,
  type Labels,
  labelsOf,
  pairs,
  selectorOf,
  titleOf,
  type Whole,
  wholeObjects,
} from './manifests.ts';

interface Pods {
  readonly resource: Whole;
  readonly labels: Labels;
}

/** Asks which pods the selector of a Service finds, among those of the project's workloads. */
export const matchedPods: Maker = function* (asked) {
  const objects = wholeObjects(asked.resources);
  const pods = objects.flatMap((resource): readonly Pods[] => {
    const labels = labelsOf(resource);
    return labels ? [{ resource, labels }] : [];
  });
  for (const service of objects) {
    const selector = selectorOf(service);
    if (!selector) continue;
    const found = pods.filter(({ labels }) => selects(selector, labels));
    const [match, more] = found;
    if (more || (match && !besideEachOther(service, match.resource))) continue;
    const others = pods.filter((each) => each !== match && isNear(service, each.resource));
    if (others.length === 0 || !(match || isAllKnown(asked))) continue;
    yield question({
      maker: 'matched-pods',
      concept: 'labels-selectors',
      fact: match ? 'all-pairs' : 'silent',
      difficulty: match ? 1 : 2,
      stem: say`The manifests are applied to one namespace as they stand in their files. To which pods does ${titleOf(service)} send requests?`,
      right: match
        ? {
            text: say`To those of ${titleOf(match.resource)}`,
            why: say`The labels of its pods hold all that the selector asks for: ${pairs(selector)}.`,
          }
        : {
            text: say`To none of the project`,
            why: say`No pod template has the labels that the selector asks for: ${pairs(selector)}. It is accepted all the same.`,
          },
      wrong: wrongOf(service, selector, others, match !== undefined),
      hints: [say`Compare the selector with the labels of each pod template, pair by pair.`],
      evidence: evidenceAt(asked, service.path, blockAt(service, ['spec', 'selector'])),
    });
  }
};

const wrongOf = (
  service: Whole,
  selector: Labels,
  others: readonly Pods[],
  matched: boolean,
): readonly Answer[] => [
  ...byCloseness(service, others)
    .slice(0, 2)
    .map(({ resource, labels }) => ({
      text: say`To those of ${titleOf(resource)}`,
      why: say`The labels of its pods are ${pairs(labels)}; the selector asks for ${pairs(selector)}.`,
    })),
  ...(matched
    ? [
        {
          text: say`To none of the project`,
          why: say`A workload of the project has these labels on its pods.`,
        },
      ]
    : []),
  {
    text: say`To all pods of the namespace`,
    why: say`The selector asks for ${pairs(selector)}, and other pods do not have that.`,
  },
];

/** Whether two objects are of one application: their files stand in one folder. */
const isNear = (a: ResourceIn, b: ResourceIn): boolean =>
  dirname(a.path) === dirname(b.path) && besideEachOther(a, b);

/** Those of the same name first: people take names for what connects. */
const byCloseness = (service: Whole, pods: readonly Pods[]): readonly Pods[] =>
  pods.toSorted(
    (a, b) => Number(b.resource.name === service.name) - Number(a.resource.name === service.name),
  );

const builtIn =
  /^(?:v1|(?:apps|batch|autoscaling|policy)\/.+|(?:networking|rbac\.authorization|storage|scheduling)\.k8s\.io\/.+|monitoring\.coreos\.com\/.+)$/;

/** Whether all pods of the project stand in its files with all their labels. */
const isAllKnown = ({ project, resources }: Asked): boolean =>
  !project
    .under('')
    .some((path) => /(?:^|\/)(?:kustomization\.ya?ml|Chart\.yaml|skaffold\.yaml)$/i.test(path)) &&
  wholeObjects(resources).length === resources.length &&
  resources.every(
    (each) => builtIn.test(each.apiVersion) && (!each.podSpec || labelsOf(each) !== undefined),
  );
