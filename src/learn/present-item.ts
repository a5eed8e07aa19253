import type { Item, Practice, Predict, Question } from './content.ts';
import { languageOf } from './highlight.ts';
import { codeOf } from './markup.ts';
import { presentExplain } from './present-explain.ts';
import { presentFix } from './present-fix.ts';
import { presentOrder } from './present-order.ts';
import { practiceNote, presentBlanks, solutionOf, workedStep } from './present-practice.ts';
import { noteOf, verdictOf } from './present-verdict.ts';
import type { GeneratedQuestion } from './questions/question.ts';
import { currentBlanks, currentStage, type Outcome, type Session } from './session.ts';
import { shuffled } from './shuffle.ts';
import { cold, stageText } from './stage.ts';
import type { Excerpt, Feedback, OwnFinding, Place, QuestionView, Reason, View } from './view.ts';

/** Shows the item of the current step. */
export function presentItem(session: Session, item: Item, own?: readonly OwnFinding[]): View {
  const { current } = session;
  if (item.kind === 'card') {
    const { id, level, question, answer } = item;
    const view = { kind: 'card', item: id, level, question } as const;
    return current.revealed ? { ...view, answer } : view;
  }
  if (item.kind === 'explain') return presentExplain(session, item);
  if (item.kind === 'order') return presentOrder(session, item);
  if (item.kind === 'fix') return presentFix(session, item, own);
  if (item.kind === 'practice' && currentBlanks(session, item).length > 0)
    return presentBlanks(session, item);
  return questionOf(session, item);
}

function questionOf(session: Session, item: Question | Predict | Practice): QuestionView {
  const { current, request, at } = session;
  const test = request.mode === 'test';
  const outcome = session.outcomes.find(({ step }) => step === at);
  return {
    kind: 'question',
    mode: test ? 'test' : item.kind === 'question' ? 'quiz' : item.kind,
    item: item.id,
    difficulty: item.difficulty,
    ...taskOf(item, outcome !== undefined),
    options: orderOf(session, at, item).flatMap((choice) => {
      const option = item.options[choice];
      return option ? [{ choice, text: option.text }] : [];
    }),
    hints: item.hints.slice(0, current.hints),
    hintsLeft: test || outcome ? 0 : item.hints.length - current.hints,
    ...(item.kind === 'practice' && !test ? { practice: practiceOf(session, item) } : {}),
    ...(outcome && !test ? { feedback: feedbackOf(session, item, outcome) } : {}),
  };
}

function practiceOf(session: Session, { steps }: Practice) {
  const stage = currentStage(session) ?? cold;
  return { stage: stageText(stage), steps: stage === 0 ? steps.map(workedStep) : [] };
}

/** What is asked: stem, code, and the lines of the user that it is about, unless they tell what was not answered yet. */
export function taskOf(
  item: Question | Predict | Practice | GeneratedQuestion,
  isAnswered: boolean,
) {
  const task = { stem: item.stem, ...(item.code ? { code: item.code } : {}) };
  if (!('evidence' in item) || (item.tie && !isAnswered)) return task;
  const { beside, evidence } = item;
  return {
    ...task,
    excerpt: excerptOf(evidence, evidence),
    ...(beside ? { beside: beside.map((each) => excerptOf(each, each)) } : {}),
  };
}

/** The order in which options are shown: by the seed and the step, so a repeat looks different. */
function orderOf({ seed }: Session, at: number, { id, options }: Question | Predict | Practice) {
  return shuffled(
    options.map((_, choice) => choice),
    `${seed}:${at}:${id}`,
  );
}

/** The verdict on an answer with the reason of each option, the right one first. */
export function feedbackOf(
  session: Session,
  item: Question | Predict | Practice,
  outcome: Outcome,
): Feedback {
  const order = orderOf(session, outcome.step, item);
  const reasons = order.flatMap((choice, i): readonly Reason[] => {
    const option = item.options[choice];
    if (!option) return [];
    const { text, why, correct, refutes } = option;
    const chosen = choice === outcome.choice;
    return [{ number: i + 1, text, why, correct, chosen, ...(refutes ? { refutes } : {}) }];
  });
  const rank = ({ correct, chosen }: Reason): number => (correct ? 0 : chosen ? 1 : 2);
  const note = item.kind === 'practice' ? practiceNote(session, outcome) : noteOf(session, outcome);
  return {
    ok: outcome.ok,
    verdict: verdictOf(outcome),
    choice: outcome.choice ?? -1,
    reasons: reasons.toSorted((a, b) => rank(a) - rank(b)),
    ...(item.kind === 'practice' ? { solution: solutionOf(item) } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

/** Lines of a file with their colours and their place. */
export function excerptOf(
  { path, start, end }: Place,
  { line, lines }: { readonly line: number; readonly lines: string },
): Excerpt {
  const code = codeOf(languageOf(path), lines);
  return { place: { path, start, end }, name: nameOf(path), line, code };
}

/** The last two parts of a path or URI, as people write them. */
function nameOf(path: string): string {
  const end = path.split('/').slice(-2).join('/');
  try {
    return decodeURIComponent(end);
  } catch {
    return end;
  }
}
