import { type Blank, blanksOf } from './blanks.ts';
import type { ConceptId } from './concepts.generated.ts';
import { isConfirmed } from './confirm.ts';
import type {
  Difficulty,
  FactId,
  Index,
  Item,
  ItemId,
  ItemMeta,
  Order,
  OrderRule,
  Pages,
  Practice,
} from './content.ts';
import type { Draft } from './log.ts';
import type { Action } from './protocol.ts';
import type { GeneratedQuestion } from './questions/question.ts';
import { planSteps, type Step } from './queue.ts';
import type { Learner } from './schedule.ts';
import { scoreTest } from './score.ts';
import { type Stage, stageAfter } from './stage.ts';
import type {
  CheckedThing,
  Confidence,
  Left,
  MapThing,
  MapTie,
  Mode,
  OwnFinding,
  Request,
} from './view.ts';

/** What happened so far in the step that is shown. */
export interface Current {
  readonly hints: number;
  readonly revealed: boolean;
  readonly choice?: number;
  readonly text?: string;
  readonly confirmed?: readonly string[];
  /** What was chosen for each blank of a solution. */
  readonly choices?: readonly number[];
  /** The lines of an order as they were checked, by their numbers. */
  readonly order?: readonly number[];
  /** What is left to mend in the document of a fix; not there before it was opened. */
  readonly left?: readonly Left[];
}

/** One answered step. */
export interface Outcome {
  readonly step: number;
  readonly item: ItemId;
  readonly fact: FactId;
  readonly ok: boolean;
  readonly difficulty: Difficulty;
  readonly choice?: number;
  readonly confidence?: Confidence;
}

/** A session as a plain JSON value: what was asked for, what comes, and what was answered. */
export interface Session {
  readonly version: 1;
  readonly request: Request;
  readonly seed: string;
  readonly steps: readonly Step[];
  /** The step that is shown; equal to the number of steps when the session is over. */
  readonly at: number;
  /** When that step was shown first, in milliseconds since the epoch. */
  readonly shownAt: number;
  readonly current: Current;
  readonly outcomes: readonly Outcome[];
}

/** What a session works on: the index, the pages that are loaded, and generated questions. */
export interface Content {
  readonly index: Index;
  readonly pages: Pages;
  readonly generated: readonly GeneratedQuestion[];
  /** The findings in the learner's own files, where they were looked at. */
  readonly own?: readonly OwnFinding[];
  /** The learner's own project, where it was looked at. */
  readonly map?: { readonly things: readonly MapThing[]; readonly ties: readonly MapTie[] };
  /** What was checked of the images and workloads of the project, where it was asked for. */
  readonly checked?: readonly CheckedThing[];
}

/** The session after an action, and the records to be logged. */
export interface Turn {
  readonly session: Session;
  readonly records: readonly Draft[];
}

const untouched: Current = { hints: 0, revealed: false };

/** Plans a session for a request; needs the index and generated questions, but no pages. */
export function startSession(
  content: Pick<Content, 'index' | 'generated'>,
  learner: Learner,
  request: Request,
  { seed, now }: { readonly seed: string; readonly now: number },
): Session {
  return {
    version: 1,
    request,
    seed,
    steps: planSteps(content, learner, request, { seed, now }),
    at: 0,
    shownAt: now,
    current: untouched,
    outcomes: [],
  };
}

/** The concepts whose pages have to be loaded to show a session and to go on with it. */
export function conceptsOf({ steps, request }: Session): readonly ConceptId[] {
  const named = 'concept' in request && request.concept ? [request.concept] : [];
  return [
    ...new Set([...named, ...steps.map((step) => ('page' in step ? step.page : step.concept))]),
  ];
}

/** The item that is shown, if the step is an item and its page is loaded. */
export function currentItem(session: Session, content: Content): Item | undefined {
  const step = session.steps[session.at];
  return step && 'item' in step ? itemOf(step.item, step.concept, content) : undefined;
}

/** The stage in which the step that is shown is practised; nothing when it is asked cold. */
export function currentStage({ at, steps }: Session): Stage | undefined {
  const step = steps[at];
  return step && 'item' in step ? step.stage : undefined;
}

/** The blanks in the solution of a practice item that is shown. */
export const currentBlanks = (session: Session, item: Practice): readonly Blank[] =>
  blanksOf(item, currentStage(session), `${session.seed}:${session.at}`);

/** An item by its id, authored or generated. */
export function itemOf(
  id: ItemId,
  concept: ConceptId,
  { pages, generated }: Content,
): Item | undefined {
  const authored = pages.get(concept)?.items.find((item) => item.id === id);
  return authored ?? generated.find((question) => question.id === id);
}

/** Whether the step that is shown has been answered. */
export function isAnswered({ outcomes, at }: Session): boolean {
  return outcomes.some(({ step }) => step === at);
}

/** Takes one action; an action for another step, or one that does not fit, changes nothing. */
export function act(session: Session, content: Content, action: Action, now: number): Turn {
  const same: Turn = { session, records: [] };
  if (action.at !== session.at || session.at >= session.steps.length) return same;
  if (action.type === 'next') return canLeave(session, content) ? nextStep(session, now) : same;
  const item = currentItem(session, content);
  if (!item || isAnswered(session)) return same;
  const { current } = session;
  switch (action.type) {
    case 'hint': {
      const most = 'hints' in item && !isTest(session) ? item.hints.length : 1;
      const hints = Math.min(current.hints + 1, isTest(session) ? 0 : most);
      return { session: { ...session, current: { ...current, hints } }, records: [] };
    }
    case 'reveal':
      return { session: { ...session, current: { ...current, revealed: true } }, records: [] };
    case 'submit':
      if (item.kind !== 'explain') return same;
      return { session: { ...session, current: { ...current, text: action.text } }, records: [] };
    case 'check': {
      const option = 'options' in item ? item.options[action.choice] : undefined;
      if (!option || hasBlanks(session, item)) return same;
      const given = { choice: action.choice, ...confidenceOf(action) };
      const turn = answered(session, content, item, now, { ok: option.correct, ...given });
      if (!isTest(session)) return turn;
      const next = nextStep(turn.session, now);
      return { session: next.session, records: [...turn.records, ...next.records] };
    }
    case 'mark': {
      if (item.kind !== 'card' || !current.revealed) return same;
      const turn = answered(session, content, item, now, {
        ok: action.ok,
        ...confidenceOf(action),
      });
      const next = nextStep(turn.session, now);
      return { session: next.session, records: [...turn.records, ...next.records] };
    }
    case 'fill': {
      if (item.kind !== 'practice' || !hasBlanks(session, item)) return same;
      const { choices } = action;
      const filled = currentBlanks(session, item).map(
        ({ options }, i) => options[choices[i] ?? -1],
      );
      if (filled.length !== choices.length || filled.includes(undefined)) return same;
      const ok = filled.every((option) => option?.correct);
      const turn = answered(session, content, item, now, { ok, ...confidenceOf(action) });
      const after = { ...turn.session.current, choices };
      return { ...turn, session: { ...turn.session, current: after } };
    }
    case 'arrange': {
      if (item.kind !== 'order' || !isArrangement(action.order, item.lines.length)) return same;
      const ok = brokenRules(item, action.order).length === 0;
      const turn = answered(session, content, item, now, { ok, ...confidenceOf(action) });
      const after = { ...turn.session.current, order: action.order };
      return { ...turn, session: { ...turn.session, current: after } };
    }
    case 'mend':
      return same;
    case 'found': {
      if (item.kind !== 'fix') return same;
      const found = { ...session, current: { ...current, left: action.left } };
      if (action.left.length > 0) return { session: found, records: [] };
      return answered(found, content, item, now, { ok: true });
    }
    case 'giveUp':
      return item.kind === 'fix' ? answered(session, content, item, now, { ok: false }) : same;
    case 'confirm': {
      if (item.kind !== 'explain' || current.text === undefined) return same;
      const ids = item.rubric.ideas.map(({ id }) => id);
      const confirmed = ids.filter((id) => action.ideas.includes(id));
      const score = confirmed.length;
      const turn = answered(session, content, item, now, { ok: score >= 3, score });
      const after = { ...turn.session.current, confirmed };
      return { ...turn, session: { ...turn.session, current: after } };
    }
  }
}

const hasBlanks = (session: Session, item: Item): boolean =>
  item.kind === 'practice' && currentBlanks(session, item).length > 0;

/** Whether numbers are those from 0, each once. */
const isArrangement = (order: readonly number[], count: number): boolean =>
  order.length === count && new Set(order).size === count && order.every((line) => line < count);

/** The rules of an order that an arrangement of its lines breaks. */
export const brokenRules = (
  { lines, rules }: Order,
  order: readonly number[],
): readonly OrderRule[] => {
  const place = (id: string): number => order.indexOf(lines.findIndex((line) => line.id === id));
  return rules.filter(({ earlier, later }) => place(earlier) > place(later));
};

const isTest = ({ request }: Session): boolean => request.mode === 'test';

function confidenceOf({ confidence }: { readonly confidence?: Confidence }) {
  return confidence ? { confidence } : {};
}

/** A page can be left at once, an item when it was answered; a missing item is skipped. */
function canLeave(session: Session, content: Content): boolean {
  return isAnswered(session) || !currentItem(session, content);
}

function nextStep(session: Session, now: number): Turn {
  const step = session.steps[session.at];
  const met: readonly Draft[] =
    step && 'page' in step ? [{ type: 'met', at: now, concept: step.page }] : [];
  const after = { ...session, at: session.at + 1, shownAt: now, current: untouched };
  return { session: after, records: [...met, ...testRecord(after, now)] };
}

function testRecord(session: Session, now: number): readonly Draft[] {
  const { request, at, steps, outcomes } = session;
  if (request.mode !== 'test' || at < steps.length || outcomes.length === 0) return [];
  const { concept, confirm } = request;
  if (confirm !== undefined) {
    const ok = isConfirmed(rightIn(outcomes), outcomes.length);
    return [{ type: 'confirm', at: now, concept, test: confirm, ok }];
  }
  const items = outcomes.map(({ item }) => item);
  return [{ type: 'test', at: now, concept, ...scoreTest(outcomes), items }];
}

/** How many answers were right. */
export const rightIn = (outcomes: readonly Outcome[]): number =>
  outcomes.filter(({ ok }) => ok).length;

interface Given {
  readonly ok: boolean;
  readonly choice?: number;
  readonly confidence?: Confidence;
  readonly score?: number;
}

function answered(
  session: Session,
  content: Content,
  item: Item,
  now: number,
  { ok, choice, confidence, score }: Given,
): Turn {
  const { current, at, shownAt } = session;
  const sure = confidence ? { confidence } : {};
  const chosen = choice === undefined ? {} : { choice };
  const stage = currentStage(session);
  const { id, fact, concept, difficulty } = item;
  const outcome: Outcome = { step: at, item: id, fact, ok, difficulty, ...chosen, ...sure };
  const record: Draft = {
    ...{ type: 'answer', at: now, concept, fact, item: id, mode: modeOf(session, item), ok },
    ...{ hints: current.hints, ms: Math.max(0, now - shownAt), ...sure },
    ...(score === undefined ? {} : { score }),
    ...(stage === undefined ? {} : { stage }),
  };
  return {
    session: {
      ...session,
      current: { ...current, ...chosen },
      outcomes: [...session.outcomes, outcome],
      steps: [...session.steps, ...repeated(session, content, item, outcome)],
    },
    records: [record],
  };
}

function modeOf({ request }: Session, item: Item): Mode {
  if (request.mode === 'test') return 'test';
  if (item.kind === 'card') return 'recall';
  return item.kind === 'question' ? 'quiz' : item.kind;
}

const mostRepeats = 2;

/** What comes back later in the session: a miss in any form, a right guess as a card. */
function repeated(
  session: Session,
  { index }: Content,
  item: Item,
  { ok, confidence }: Outcome,
): readonly Step[] {
  if (isTest(session) || item.kind === 'explain') return [];
  if (ok && confidence !== 'guess') return [];
  const asked = session.outcomes.filter(({ fact }) => fact === item.fact).length;
  if (asked >= mostRepeats) return [];
  const planned = session.steps.map((step) => ('item' in step ? step.item : ''));
  const meta = index.concepts.find(({ id }) => id === item.concept);
  const others = (meta?.items ?? []).filter(
    (other) => other.fact === item.fact && !planned.includes(other.id) && isRepeatable(other, ok),
  );
  const other = others[0];
  if (other) return [{ item: other.id, concept: item.concept }];
  if (ok) return [];
  const stage = currentStage(session);
  const fallen = stage === undefined ? {} : { stage: stageAfter(stage, { ok, stage }) };
  return [{ item: item.id, concept: item.concept, ...fallen }];
}

function isRepeatable({ kind }: ItemMeta, ok: boolean): boolean {
  return kind === 'card' || (!ok && kind === 'question');
}
