import type { ObjectFacts } from '../../project/facts.ts';
import { objectId } from '../../project/ids.ts';
import { once } from '../../text/memo.ts';
import type { Inline } from '../markup.ts';
import { type Answer, type Asked, say } from './make.ts';
import { type Whole, wholeObjects } from './manifests.ts';

/** An object that stands in its file as it is applied, and what it tells other files. */
export interface Known {
  readonly resource: Whole;
  readonly facts: ObjectFacts;
}

/** The objects that stand in their files as they are applied, by the ids of their facts. */
export const knownObjects = once(({ project, resources }: Asked): ReadonlyMap<string, Known> => {
  const known = wholeObjects(resources).flatMap((resource) => {
    const facts = project.own(resource);
    return facts && !facts.partial ? [{ resource, facts }] : [];
  });
  return new Map(known.map((each) => [objectId(each.facts), each]));
});

/** A field with its value as an answer. */
export const field = (name: string, value: string | number, why: readonly Inline[]): Answer => ({
  text: say`${name}: ${value}`,
  why,
});
