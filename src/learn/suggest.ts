import type { ConceptId } from './concepts.generated.ts';
import { confirmations, standingOf } from './confirm.ts';
import type { ConceptMeta, Index, ItemKind } from './content.ts';
import { conceptState, dueFacts, type Learner, progressOf } from './schedule.ts';
import type { Mode, Request, Suggestion } from './view.ts';

const day = 24 * 60 * 60 * 1000;
const testAgainAfter = 7 * day;

/** The next step for a learner, and the reason that is shown with it. */
export function suggest(index: Index, learner: Learner, now: number): Suggestion {
  const [confirm] = confirmations(index, learner, now);
  if (confirm) return confirm;
  const due = dueFacts(index, learner, now).length;
  if (due > 0) {
    const why = due === 1 ? '1 fact is due for review.' : `${due} facts are due for review.`;
    return { label: 'Review what is due', why, request: { mode: 'recall' } };
  }
  const begun = index.concepts.filter(
    (concept) => conceptState(concept, learner, now) === 'learning',
  );
  for (const concept of begun) {
    const next = nextFor(concept, learner);
    if (next) return next;
  }
  return moduleTest(index, learner, now) ?? newConcept(index, learner) ?? rest(index);
}

function nextFor(concept: ConceptMeta, learner: Learner): Suggestion | undefined {
  const { mastery, explained } = progressOf(learner, concept.id);
  if (mastery < 0.6) {
    const mode = has(concept, 'practice') ? 'practice' : 'quiz';
    return offer(concept, mode, `"${concept.title}" is begun and not firm yet.`);
  }
  if (!explained && has(concept, 'explain')) {
    return offer(concept, 'explain', 'You know it. Saying it in your own words makes it last.');
  }
  return mastery < 0.8
    ? offer(concept, 'quiz', 'A few more right answers make it solid.')
    : undefined;
}

function moduleTest(index: Index, learner: Learner, now: number): Suggestion | undefined {
  for (const module of index.modules) {
    const concepts = index.concepts.filter((concept) => concept.module === module.id);
    const ready = concepts.every(({ id }) => progressOf(learner, id).mastery >= 0.8);
    const tested = concepts.some(({ id }) => {
      const progress = progressOf(learner, id);
      const isRecent = progress.test !== undefined && now - progress.test.at < testAgainAfter;
      return isRecent || standingOf(progress) === 'confirmed';
    });
    const last = concepts.at(-1);
    if (ready && !tested && last) return offer(last, 'test', `"${module.title}" is complete.`);
  }
  return undefined;
}

/** The first concept in teaching order that is new and whose prerequisites were met. */
export function nextNew(index: Index, learner: Learner): ConceptMeta | undefined {
  const isMet = (id: ConceptId): boolean => progressOf(learner, id).met;
  return index.concepts.find(({ id, prerequisites }) => !isMet(id) && prerequisites.every(isMet));
}

function newConcept(index: Index, learner: Learner): Suggestion | undefined {
  const next = nextNew(index, learner);
  const why = learner.concepts.size === 0 ? 'A good place to begin.' : 'Next in order.';
  return next && offer(next, 'read', why);
}

function rest(index: Index): Suggestion {
  const [first] = index.concepts;
  const why = 'Nothing is due. A test shows what has stayed.';
  return first ? offer(first, 'test', why) : { label: 'Overview', why, request: { mode: 'home' } };
}

const has = ({ items }: ConceptMeta, kind: ItemKind): boolean =>
  items.some((item) => item.kind === kind);

const verbs: Readonly<Record<Mode, string>> = {
  read: 'Read',
  recall: 'Recall',
  quiz: 'Quiz',
  predict: 'Predict',
  order: 'Order',
  fix: 'Fix',
  practice: 'Practice',
  test: 'Test',
  explain: 'Explain',
};

function offer(concept: ConceptMeta, mode: Mode, why: string): Suggestion {
  return {
    label: `${verbs[mode]}: ${concept.title}`,
    why,
    request: requestFor(mode, concept.id),
  };
}

/** The modes that a concept offers, each with what it does. */
export function modesFor(concept: ConceptMeta): readonly Suggestion[] {
  const all: readonly { mode: Mode; label: string; why: string; needs?: ItemKind }[] = [
    { mode: 'read', label: 'Read', why: 'The idea, an example and its limits' },
    { mode: 'recall', label: 'Recall', why: 'Answer from memory, then compare', needs: 'card' },
    { mode: 'quiz', label: 'Quiz', why: 'Four options, each with its reason', needs: 'question' },
    {
      mode: 'predict',
      label: 'Predict',
      why: 'What a file does, before it is built',
      needs: 'predict',
    },
    { mode: 'order', label: 'Order', why: 'Lines into their right order', needs: 'order' },
    { mode: 'fix', label: 'Fix', why: 'Mend a file in the editor', needs: 'fix' },
    { mode: 'practice', label: 'Practice', why: 'A worked problem', needs: 'practice' },
    { mode: 'explain', label: 'Explain', why: 'In your own words', needs: 'explain' },
    { mode: 'test', label: 'Test this topic', why: 'Ten questions and a verdict' },
  ];
  return all
    .filter(({ needs }) => needs === undefined || has(concept, needs))
    .map(({ mode, label, why }) => ({ label, why, request: requestFor(mode, concept.id) }));
}

function requestFor(mode: Mode, concept: ConceptId): Request {
  switch (mode) {
    case 'read':
      return { mode, concept };
    case 'test':
      return { mode, concept };
    default:
      return { mode, concept };
  }
}
