import { objectId } from '../../project/ids.ts';
import { scalersIn, targetOf } from '../../project/links.ts';
import { type Answer, evidenceAt, type Maker, question, say } from './make.ts';
import { besideEachOther, blockAt, isCount, isPlain, titleOf, type Whole } from './manifests.ts';
import { field, knownObjects } from './ties.ts';

/** Asks which field of an autoscaler names what it scales. */
export const scalingField: Maker = function* (asked) {
  const known = knownObjects(asked);
  for (const facts of scalersIn(asked.project.objects())) {
    const scaler = known.get(objectId(facts))?.resource;
    const goal = targetOf(facts, asked.project);
    const target = goal && known.get(objectId(goal))?.resource;
    if (!scaler || !target || scaler.kind !== 'HorizontalPodAutoscaler') continue;
    if (!besideEachOther(scaler, target)) continue;
    yield question({
      maker: 'scaling-field',
      concept: 'hpa',
      fact: 'changes-number',
      difficulty: 1,
      stem: say`The autoscaler ${scaler.name} in ${asked.shown(scaler.path)} changes the number of pods of one object. Which of its fields says of which?`,
      right: field(
        'spec.scaleTargetRef',
        titleOf(target),
        say`It names the kind and the name of the object whose ${'replicas'} it sets.`,
      ),
      wrong: wrongOf(scaler, target),
      hints: [say`Bounds and metrics say how many. Which field says of what?`],
      evidence: evidenceAt(asked, scaler.path, blockAt(scaler, ['spec', 'scaleTargetRef'])),
      beside: [evidenceAt(asked, target.path, target.at(['metadata', 'name']))],
      tie: { from: objectId(goal), to: objectId(facts) },
    });
  }
};

function wrongOf(scaler: Whole, target: Whole): readonly Answer[] {
  const most = scaler.get(['spec', 'maxReplicas']);
  const least = scaler.get(['spec', 'minReplicas']);
  const metric = scaler.get(['spec', 'metrics', 0, 'resource', 'name']);
  return [
    field(
      'metadata.name',
      scaler.name,
      scaler.name === target.name
        ? say`It has the name of its target, which helps people. Kubernetes does not look for that.`
        : say`An autoscaler may be called anything. This name is for people.`,
    ),
    ...(typeof metric === 'string' && isPlain(metric)
      ? [
          field(
            'spec.metrics[0].resource',
            metric,
            say`It says what is measured in the pods, once it is known whose pods they are.`,
          ),
        ]
      : []),
    ...(isCount(most)
      ? [
          field(
            'spec.maxReplicas',
            most,
            say`It bounds the number of pods, and does not say whose.`,
          ),
        ]
      : []),
    ...(isCount(least)
      ? [field('spec.minReplicas', least, say`It is the fewest pods, and does not say whose.`)]
      : []),
  ];
}
