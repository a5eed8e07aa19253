import { objectId } from '../../project/ids.ts';
import { selectedBy, selects, servicesIn } from '../../project/links.ts';
import { type Answer, evidenceAt, type Maker, question, say } from './make.ts';
import {
  besideEachOther,
  blockAt,
  isPlain,
  labelsOf,
  pairs,
  plainTexts,
  selectorOf,
  titleOf,
  type Whole,
} from './manifests.ts';
import { field, knownObjects } from './ties.ts';

/** Asks which field of a Service picks the pods of a workload. */
export const selectingField: Maker = function* (asked) {
  const known = knownObjects(asked);
  for (const facts of servicesIn(asked.project.objects())) {
    const service = known.get(objectId(facts))?.resource;
    const selector = service && selectorOf(service);
    if (!service || !selector) continue;
    for (const selected of selectedBy(facts, asked.project)) {
      const workload = known.get(objectId(selected))?.resource;
      const labels = workload && labelsOf(workload);
      if (!workload?.podSpec || !labels || !besideEachOther(service, workload)) continue;
      // A bare Pod has no template to speak of.
      if (workload.kind === 'Pod' || !selects(selector, labels)) continue;
      yield question({
        maker: 'selecting-field',
        concept: 'labels-selectors',
        fact: 'whoever-made-it',
        difficulty: 1,
        stem: say`${titleOf(service)} in ${asked.shown(service.path)} sends requests to the pods of ${titleOf(workload)}. Which field of the Service picks these pods?`,
        right: field(
          'spec.selector',
          pairs(selector),
          say`The pod template of ${titleOf(workload)} has these labels. Requests go to every pod that has them, whoever made it.`,
        ),
        wrong: wrongOf(service, workload),
        hints: [say`Which of these values stands in the pod template as well, as labels?`],
        evidence: evidenceAt(asked, service.path, blockAt(service, ['spec', 'selector'])),
        beside: [
          evidenceAt(
            asked,
            workload.path,
            blockAt(workload, [...workload.podSpec.slice(0, -1), 'metadata', 'labels']),
          ),
        ],
        tie: { from: objectId(selected), to: objectId(facts) },
      });
    }
  }
};

function wrongOf(service: Whole, workload: Whole): readonly Answer[] {
  const first = ['spec', 'ports', 0];
  const target = service.get([...first, 'targetPort']);
  const port = service.get([...first, 'port']);
  const labels = plainTexts(service.get(['metadata', 'labels']));
  const isNumber = Number.isInteger(target);
  return [
    field(
      'metadata.name',
      service.name,
      service.name === workload.name
        ? say`Both are called ${service.name}, which helps people. Kubernetes does not compare these names.`
        : say`Clients call it by this name. Which pods answer is another matter.`,
    ),
    ...(isNumber || (typeof target === 'string' && isPlain(target))
      ? [
          field(
            'spec.ports[0].targetPort',
            String(target),
            say`On this port a request arrives in a pod. The pod has to be found before that.`,
          ),
        ]
      : []),
    ...(labels && Object.keys(labels).length > 0
      ? [
          field(
            'metadata.labels',
            pairs(labels),
            say`These are labels of the Service itself, by which others find the Service.`,
          ),
        ]
      : []),
    ...(Number.isInteger(port)
      ? [
          field(
            'spec.ports[0].port',
            String(port),
            say`Clients use this port of the Service. It says nothing about pods.`,
          ),
        ]
      : []),
  ];
}
