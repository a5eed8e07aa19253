import type { ConceptId } from './concepts.generated.ts';
import { confirmQuestions, waitsToBeConfirmed } from './confirm.ts';
import type {
  ConceptMeta,
  Difficulty,
  FactId,
  Index,
  ItemId,
  ItemKind,
  ItemMeta,
} from './content.ts';
import type { GeneratedQuestion } from './questions/question.ts';
import { dueFacts, dueOf, type Learner, progressOf } from './schedule.ts';
import { testPlan } from './score.ts';
import { shuffled } from './shuffle.ts';
import type { Stage } from './stage.ts';
import { nextNew } from './suggest.ts';
import type { Request } from './view.ts';

/** One step of a session: a page to read, or an item to answer. */
export type Step =
  | { readonly page: ConceptId }
  /** `stage` belongs to a practice item; without one it is asked cold. */
  | { readonly item: ItemId; readonly concept: ConceptId; readonly stage?: Stage };

/** What a plan is made from. */
interface Plan {
  readonly index: Index;
  readonly generated: readonly GeneratedQuestion[];
  readonly learner: Learner;
  readonly seed: string;
  readonly now: number;
}

type Entry = ItemMeta & { readonly concept: ConceptId };

const longestQuiz = 6;
const contrastsInQuiz = 2;
const longestReview = 10;
const mostNewFacts = 3;
const difficulties: readonly Difficulty[] = [1, 2, 3];

/** The steps of a session, from the index alone. */
export function planSteps(
  content: { readonly index: Index; readonly generated: readonly GeneratedQuestion[] },
  learner: Learner,
  request: Request,
  at: { readonly seed: string; readonly now: number },
): readonly Step[] {
  const plan = { ...content, learner, ...at };
  switch (request.mode) {
    case 'home':
    case 'map':
    case 'preflight':
    case 'progress':
      return [];
    case 'read':
      return [{ page: request.concept }, ...lessonItems(plan, request.concept)];
    case 'recall':
      return staged(plan, review(plan, request.concept, ['card']));
    case 'quiz':
      if (request.own !== undefined) return stepsOf(aboutOwn(plan, request.own));
      if (request.ask !== undefined)
        return stepsOf(plan.generated.filter(({ id }) => id === request.ask));
      return staged(plan, request.concept ? quiz(plan, request.concept) : anyQuiz(plan));
    case 'predict':
    case 'order':
    case 'fix':
    case 'practice':
    case 'explain':
      return staged(plan, exercises(plan, request.concept, request.mode));
    case 'test':
      return stepsOf(
        request.confirm === undefined
          ? test(plan, request.concept)
          : confirmation(plan, request.concept, request.confirm),
      );
  }
}

const stepsOf = (entries: readonly Entry[]): readonly Step[] =>
  entries.map(({ id, concept }) => ({ item: id, concept }));

/** The steps, a practice item in the stage that the learner has come to. */
const staged = ({ learner }: Plan, entries: readonly Entry[]): readonly Step[] =>
  entries.map(({ id, concept, kind }) => ({
    ...{ item: id, concept },
    ...(kind === 'practice' ? { stage: progressOf(learner, concept).stage } : {}),
  }));

/** A generated question of the concept if there is one, then authored ones and a card. */
function lessonItems(plan: Plan, id: ConceptId): readonly Step[] {
  const concept = conceptOf(plan, id);
  if (!concept) return [];
  const made = generatedFor(plan, id).slice(0, 1);
  const questions = byWeakness(plan, entriesOf(concept, ['question'])).slice(0, 2 - made.length);
  const card = byWeakness(plan, entriesOf(concept, ['card'])).slice(0, 1);
  return stepsOf([...made, ...questions, ...card]);
}

function quiz(plan: Plan, id: ConceptId): readonly Entry[] {
  const concept = conceptOf(plan, id);
  if (!concept) return [];
  const own = [
    ...generatedFor(plan, id).slice(0, 2),
    ...byWeakness(plan, entriesOf(concept, ['question'])),
  ].slice(0, longestQuiz);
  const siblings = concept.contrasts
    .filter((other) => progressOf(plan.learner, other).met)
    .map((other) => conceptOf(plan, other))
    .flatMap((other) => (other ? byWeakness(plan, entriesOf(other, ['question'])).slice(0, 1) : []))
    .slice(0, contrastsInQuiz);
  return interleaved(own, siblings);
}

/** Questions about a file of the project, or about all its files; what is due when none can be made. */
function aboutOwn(plan: Plan, own: string | true): readonly Entry[] {
  const made = plan.generated.filter(({ evidence }) => own === true || evidence.path === own);
  return made.length > 0 ? byWeakness(plan, made).slice(0, longestReview) : anyQuiz(plan);
}

/** What is due; when nothing is, the next new concept, or else the weakest. */
function anyQuiz(plan: Plan): readonly Entry[] {
  const due = review(plan, undefined, ['question']);
  if (due.length > 0) return due;
  const next = nextNew(plan.index, plan.learner) ?? weakest(plan, 'question');
  return next ? quiz(plan, next.id) : [];
}

/** Puts the second list between the members of the first, after its second one. */
function interleaved<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  return [
    ...first.slice(0, 2),
    ...second.flatMap((member, i) => [member, ...first.slice(2 + i, 3 + i)]),
    ...first.slice(2 + second.length),
  ];
}

/** The items of a concept, or one item per due fact and a few new facts of concepts begun. */
function review(
  plan: Plan,
  id: ConceptId | undefined,
  kinds: readonly ItemKind[],
): readonly Entry[] {
  if (id) {
    const concept = conceptOf(plan, id);
    return concept ? byWeakness(plan, entriesOf(concept, kinds)).slice(0, longestReview) : [];
  }
  const due = dueFacts(plan.index, plan.learner, plan.now);
  const begun = plan.index.concepts.filter(({ id }) => progressOf(plan.learner, id).met);
  const fresh = begun.flatMap(({ facts }) => facts).filter((fact) => !plan.learner.facts.has(fact));
  const wanted = [...due, ...fresh.slice(0, mostNewFacts)];
  return wanted.flatMap((fact) => itemFor(plan, fact, kinds) ?? []).slice(0, longestReview);
}

/** The item of a fact that was not seen for the longest time, of the kinds if there is one. */
function itemFor(plan: Plan, fact: FactId, kinds: readonly ItemKind[]): Entry | undefined {
  const concept = plan.index.concepts.find(({ facts }) => facts.includes(fact));
  if (!concept) return undefined;
  const entries = entriesOf(concept, [
    'card',
    'question',
    'predict',
    'order',
    'fix',
    'practice',
    'explain',
  ]).filter((entry) => entry.fact === fact);
  const wanted = entries.filter(({ kind }) => kinds.includes(kind));
  const quick = entries.filter(({ kind }) => kind === 'card' || kind === 'question');
  const best = [wanted, quick, entries].find((list) => list.length > 0) ?? [];
  return byWeakness(plan, best)[0];
}

function exercises(
  plan: Plan,
  id: ConceptId | undefined,
  kind: 'predict' | 'order' | 'fix' | 'practice' | 'explain',
): readonly Entry[] {
  const concept = id ? conceptOf(plan, id) : weakest(plan, kind);
  return concept ? byWeakness(plan, entriesOf(concept, [kind])) : [];
}

function weakest(plan: Plan, kind: ItemKind): ConceptMeta | undefined {
  const mastery = ({ id }: ConceptMeta): number => progressOf(plan.learner, id).mastery;
  return plan.index.concepts
    .filter(({ id, items }) => progressOf(plan.learner, id).met && items.some(ofKind(kind)))
    .toSorted((a, b) => mastery(a) - mastery(b))[0];
}

const ofKind =
  (kind: ItemKind) =>
  (item: ItemMeta): boolean =>
    item.kind === kind;

/** Three easy, four medium and three hard questions: the concept's own, then what is near it. */
function test(plan: Plan, id: ConceptId): readonly Entry[] {
  const concept = conceptOf(plan, id);
  if (!concept) return [];
  const near = [
    ...concept.contrasts,
    ...concept.prerequisites,
    ...plan.index.concepts.filter(({ module }) => module === concept.module).map((c) => c.id),
  ];
  const bank = [...new Set([id, ...near])].flatMap((other) => testable(plan, other));
  return difficulties.flatMap((difficulty) =>
    bank.filter((entry) => entry.difficulty === difficulty).slice(0, testPlan[difficulty]),
  );
}

/** Three questions of a test's concepts that were not asked in it, as far as there are others; none before it is time. */
function confirmation(plan: Plan, id: ConceptId, at: number): readonly Entry[] {
  const progress = progressOf(plan.learner, id);
  if (progress.test?.at !== at || !waitsToBeConfirmed(progress, plan.now)) return [];
  const asked = new Set(progress.test.items ?? plan.learner.seen.keys());
  const others = plan.index.concepts.filter(({ items }) =>
    items.some((item) => asked.has(item.id)),
  );
  const bank = [...new Set([id, ...others.map((other) => other.id)])].flatMap((other) =>
    testable(plan, other),
  );
  const fresh = bank.filter((entry) => !asked.has(entry.id));
  const each = difficulties.flatMap(
    (level) =>
      fresh.find(({ concept, difficulty }) => concept === id && difficulty === level) ?? [],
  );
  return [...new Set([...each, ...fresh, ...bank])]
    .slice(0, confirmQuestions)
    .toSorted((a, b) => a.difficulty - b.difficulty);
}

/** What can be asked in a test about a concept, in an order by the seed. */
function testable(plan: Plan, id: ConceptId): readonly Entry[] {
  const concept = conceptOf(plan, id);
  const entries = concept ? entriesOf(concept, ['question', 'predict', 'practice']) : [];
  return shuffled(entries, `${plan.seed}:${id}`);
}

function conceptOf({ index }: Plan, id: ConceptId): ConceptMeta | undefined {
  return index.concepts.find((concept) => concept.id === id);
}

function entriesOf({ id, items }: ConceptMeta, kinds: readonly ItemKind[]): readonly Entry[] {
  return items.filter(({ kind }) => kinds.includes(kind)).map((item) => ({ ...item, concept: id }));
}

function generatedFor({ generated }: Plan, id: ConceptId): readonly Entry[] {
  return generated.filter(({ concept }) => concept === id);
}

/** Due facts first, then facts answered wrong last, then unseen ones; easy before hard. */
function byWeakness(plan: Plan, entries: readonly Entry[]): readonly Entry[] {
  const rank = ({ id, fact, difficulty, concept }: Entry): number => {
    const progress = plan.learner.facts.get(fact);
    const meta = conceptOf(plan, concept);
    const isDue = meta !== undefined && dueOf(meta, plan.learner, plan.now).includes(fact);
    const need = isDue ? 0 : progress?.lastOk === false ? 1 : progress ? 3 : 2;
    const recent = plan.learner.seen.get(id) ?? 0;
    return need * 100 + difficulty * 10 + recent / (plan.now + 1);
  };
  return shuffled(entries, plan.seed).toSorted((a, b) => rank(a) - rank(b));
}
