import {
  canMeet,
  placeFor,
  type Scaler,
  scalersIn,
  scalersOf,
  targetOf,
} from '../../project/links.ts';
import { dirname } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './two-autoscalers.md' with { type: 'text' };

const rule: Rule = {
  id: 'two-autoscalers',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'hpa',
  fix: 'none',
  about: ['HorizontalPodAutoscaler', 'ScaledObject'],

  *check(resource, project) {
    if (!/^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(resource.kind)) return;
    if (resource.partial || resource.templated) return;
    const own = project.own(resource);
    const scaler = own && scalersIn([own])[0];
    const target = scaler && targetOf(scaler, project);
    if (!scaler || !target) return;
    const all = scalersOf(target, project);
    const place = all.findIndex((each) => each.file === scaler.file && each.at[0] === scaler.at[0]);
    // One conflict is told once, at the later of the two.
    const other = all.slice(0, Math.max(0, place)).find(
      (each) =>
        dirname(each.file) === dirname(scaler.file) &&
        canMeet(each, scaler) &&
        !areAlternatives(each, scaler) &&
        // The same object may stand there for each environment.
        (each.name !== scaler.name || each.kind !== scaler.kind),
    );
    if (!other) return;
    yield {
      at: scaler.scaler.target.at,
      message: `${other.kind} ${other.name} scales ${target.kind} ${target.name} too: the two set its pods in turn, each to its own number.`,
      related: [placeFor(other)],
    };
  },
};
export default rule;

/** Whether two of one kind stand in files of their own that nothing applies together: one of them is chosen, as for an experiment. */
const areAlternatives = (a: Scaler, b: Scaler): boolean =>
  a.kind === b.kind &&
  a.file !== b.file &&
  a.home?.chart === undefined &&
  a.home?.kustomizations === undefined;
