import type { ObjectFacts } from '../../project/facts.ts';
import {
  canBeMeant,
  isCalled,
  isThere,
  nearestTo,
  scalersIn,
  workloadsIn,
} from '../../project/links.ts';
import { closestTypo } from '../../project/typo.ts';
import { setText } from '../../syntax/kubernetes/edits.ts';
import { named, subject } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Rule } from '../rule.ts';
import docs from './hpa-target-missing.md' with { type: 'text' };

const scalable: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
]);

const kindPath = ['spec', 'scaleTargetRef', 'kind'];

const rule: Rule = {
  id: 'hpa-target-missing',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'hpa',
  aka: [
    'kube-linter/dangling-horizontalpodautoscaler',
    'kube-score/horizontalpodautoscaler-has-target',
  ],
  fix: 'suggested',

  *check(resource, project) {
    if (resource.kind !== 'HorizontalPodAutoscaler' && resource.kind !== 'ScaledObject') return;
    const facts = project.own(resource);
    const own = facts && scalersIn([facts])[0];
    if (!own) return;
    const { target, targetKind } = own.scaler;
    if (!scalable.has(targetKind)) return;
    if (isThere(targetKind, target.value, project)) return;
    const others = nearestTo(
      own.file,
      workloadsIn(project.find('pods')).filter(
        (each) => scalable.has(each.kind) && canBeMeant(own, each),
      ),
    );
    const otherKind = others.find((each) => isCalled(each, target.value));
    if (otherKind) {
      yield {
        at: resource.at(kindPath),
        message: `${subject(resource)} scales ${targetKind} ${target.value}, but ${target.value} is a ${otherKind.kind}, so nothing is scaled.`,
        related: [place(otherKind)],
        ...mend(`Scale the ${otherKind.kind}`, setText(resource, kindPath, otherKind.kind)),
      };
      return;
    }
    const name = closestTypo(
      target.value,
      others.filter(({ kind }) => kind === targetKind).map((each) => each.name),
    );
    const near = others.find((each) => each.name === name && each.kind === targetKind);
    if (!near) {
      yield notHere(target.at, `There is no ${targetKind} ${target.value} in this project.`);
      return;
    }
    yield {
      at: target.at,
      message: `There is no ${targetKind} ${target.value} here, so ${named(resource)} scales nothing. Did you mean ${near.name}?`,
      related: [place(near)],
      ...mend(
        `Scale ${near.name}`,
        setText(resource, ['spec', 'scaleTargetRef', 'name'], near.name),
      ),
    };
  },
};
export default rule;

const place = ({ file, at, kind, name }: ObjectFacts) => ({ file, at, message: `${kind} ${name}` });
