import { confirmations, dueToConfirm, isConfirmed, standingOf } from './confirm.ts';
import type { ConceptMeta, Page } from './content.ts';
import { parseBlocks, parseInline } from './markup.ts';
import { excerptOf, feedbackOf, presentItem, taskOf } from './present-item.ts';
import { presentMap } from './present-map.ts';
import { presentProgress } from './present-progress.ts';
import { conceptState, dueOf, type Learner, progressOf } from './schedule.ts';
import { scoreTest } from './score.ts';
import {
  type Content,
  currentItem,
  itemOf,
  type Outcome,
  rightIn,
  type Session,
} from './session.ts';
import { modesFor, suggest } from './suggest.ts';
import type {
  CheckedThing,
  Confidence,
  FindingContext,
  Frame,
  HomeView,
  PreflightView,
  ReadView,
  Request,
  ResultView,
  Suggestion,
  View,
} from './view.ts';

/** What the panel is to show for a session, and what stands around it. */
export interface Shown {
  readonly view: View;
  readonly frame: Frame;
}

/** Shows a session; pages that are missing give an empty view. */
export function present(session: Session, content: Content, learner: Learner, now: number): Shown {
  const view = viewOf(session, content, learner, now);
  return { view, frame: frameOf(session, content, learner, view) };
}

function viewOf(session: Session, content: Content, learner: Learner, now: number): View {
  const { request, steps, at } = session;
  const next = suggest(content.index, learner, now);
  if (request.mode === 'map' && content.map && content.map.things.length > 0)
    return presentMap(content.map.things, content.map.ties, content.generated);
  if (request.mode === 'preflight' && content.checked && content.checked.length > 0)
    return preflightOf(request, content.checked);
  if (request.mode === 'progress') return presentProgress(content.index, learner, now);
  if (request.mode === 'home') return overviewOf(content, learner, now);
  if (steps.length === 0) return { kind: 'empty', ...emptyText(request), next };
  const step = steps[at];
  if (!step)
    return request.mode === 'test'
      ? resultOf(session, content, learner)
      : doneOf(session, content, learner, now);
  if ('page' in step) {
    const page = content.pages.get(step.page);
    const finding = request.mode === 'read' ? request.finding : undefined;
    if (page) return readOf(page, finding, steps.length > 1);
  }
  const item = currentItem(session, content);
  if (!item) {
    return {
      kind: 'empty',
      title: 'This step is not here any more',
      message: 'The page or the file it was made from has changed.',
      next,
    };
  }
  return presentItem(session, item, content.own);
}

function emptyText(request: Request): { readonly title: string; readonly message: string } {
  const { mode } = request;
  if (isConfirmation(request)) {
    return {
      title: 'There is nothing to confirm',
      message: 'A strong test is confirmed a week later, and once.',
    };
  }
  if ('ask' in request && request.ask !== undefined) {
    return {
      title: 'This is not asked any more',
      message: 'The files that it was made from have changed.',
    };
  }
  if (mode === 'recall' || mode === 'quiz') {
    return {
      title: 'Nothing is due',
      message: 'What you have learned is fresh. It comes back here when it begins to fade.',
    };
  }
  if (mode === 'preflight') {
    return {
      title: 'There is nothing to check yet',
      message: 'The Preflight is about the Dockerfiles and workloads of the open folder.',
    };
  }
  if (mode === 'map') {
    return {
      title: 'There is nothing to draw yet',
      message: 'The map shows the Dockerfiles and Kubernetes objects of the open folder.',
    };
  }
  return {
    title: 'Nothing here yet',
    message: 'There is no exercise of this kind for what you have begun.',
  };
}

/** The Preflights of all files, or of the one that was asked about. */
function preflightOf(
  { only }: Extract<Request, { readonly mode: 'preflight' }>,
  checked: readonly CheckedThing[],
): PreflightView {
  const things = only === undefined ? checked : checked.filter(({ path }) => path === only);
  return { kind: 'preflight', ...(only === undefined ? {} : { only }), things };
}

/** All modules and concepts with what is known of the learner, and the next step. */
export function overviewOf({ index }: Content, learner: Learner, now: number): HomeView {
  const modules = index.modules.map(({ id, title }) => ({
    id,
    title,
    concepts: index.concepts
      .filter(({ module }) => module === id)
      .map((concept) => ({
        id: concept.id,
        title: concept.title,
        summary: parseInline(concept.summary),
        state: conceptState(concept, learner, now),
        mastery: progressOf(learner, concept.id).mastery,
        due: dueOf(concept, learner, now).length,
        ...standingIn(learner, concept),
        request: { mode: 'read', concept: concept.id } as const,
      })),
  }));
  const due = modules.flatMap(({ concepts }) => concepts).reduce((sum, c) => sum + c.due, 0);
  const suggestion = suggest(index, learner, now);
  return { kind: 'home', due, suggestion, confirm: confirmations(index, learner, now), modules };
}

function standingIn(learner: Learner, { id }: ConceptMeta) {
  const standing = standingOf(progressOf(learner, id));
  return standing ? { standing } : {};
}

function readOf(page: Page, finding: FindingContext | undefined, more: boolean): ReadView {
  return {
    kind: 'read',
    title: page.title,
    summary: page.summary,
    ...(finding ? { finding: findingOf(finding) } : {}),
    sections: [
      { heading: 'The idea', blocks: page.idea },
      { heading: 'Why it matters for a model', blocks: page.why },
      { heading: 'Example', blocks: page.example },
      { heading: 'Limits', blocks: page.limits },
    ],
    misconceptions: page.misconceptions.map(({ claim, truth }) => ({ claim, truth })),
    next: more ? 'Check yourself' : 'Done',
  };
}

function findingOf(finding: FindingContext): NonNullable<ReadView['finding']> {
  return {
    title: finding.title,
    message: finding.message,
    why: parseBlocks(finding.why ?? ''),
    excerpt: excerptOf(finding, finding),
  };
}

function resultOf(session: Session, content: Content, learner: Learner): ResultView {
  const { outcomes, request } = session;
  const rows = ([1, 2, 3] as const).flatMap((difficulty) => {
    const asked = outcomes.filter((outcome) => outcome.difficulty === difficulty);
    if (asked.length === 0) return [];
    return [{ label: difficultyNames[difficulty], right: rightIn(asked), of: asked.length }];
  });
  const said = isConfirmation(request) ? confirmed(outcomes) : tested(outcomes);
  const progress = 'concept' in request && request.concept && progressOf(learner, request.concept);
  const isOpen = progress && standingOf(progress) === 'provisional';
  return {
    kind: 'result',
    ...said,
    rows,
    ...(said.verdict === 'strong' && isOpen ? { confirmOn: dueToConfirm(progress) } : {}),
    review: outcomes.flatMap((outcome) => {
      const step = session.steps[outcome.step];
      const item = step && 'item' in step && itemOf(step.item, step.concept, content);
      if (!item || !('options' in item)) return [];
      const feedback = feedbackOf(session, item, outcome);
      return [{ ...taskOf(item, true), difficulty: item.difficulty, feedback }];
    }),
    next: afterTest(said.verdict === 'strong', request),
  };
}

const isConfirmation = (request: Request): boolean =>
  request.mode === 'test' && request.confirm !== undefined;

function tested(outcomes: readonly Outcome[]) {
  const headings = { strong: 'Strong today', developing: 'Developing', weak: 'Weak' };
  const score = scoreTest(outcomes);
  return { ...score, heading: headings[score.verdict], unit: 'points' as const };
}

function confirmed(outcomes: readonly Outcome[]) {
  const [points, of] = [rightIn(outcomes), outcomes.length];
  const score = { points, of, unit: 'right' as const };
  return isConfirmed(points, of)
    ? { ...score, verdict: 'strong' as const, heading: 'Strong, and confirmed' }
    : { ...score, verdict: 'developing' as const, heading: 'Not confirmed, so developing again' };
}

function afterTest(strong: boolean, request: Request): Suggestion {
  if (strong || request.mode !== 'test') {
    const why = 'This concept is in order for now.';
    return { label: 'Overview', why, request: { mode: 'home' } };
  }
  const why = 'The page is short, and it answers what went wrong here.';
  return { label: 'Read the concept', why, request: { mode: 'read', concept: request.concept } };
}

const difficultyNames = { 1: 'Easy', 2: 'Medium', 3: 'Hard' } as const;
const confidences: readonly Confidence[] = ['certain', 'fairly', 'guess'];

function doneOf(session: Session, content: Content, learner: Learner, now: number): View {
  const { outcomes, request } = session;
  const concept = conceptOf(session, content);
  return {
    kind: 'done',
    right: rightIn(outcomes),
    asked: outcomes.length,
    calibration: confidences.flatMap((confidence) => {
      const given = outcomes.filter((outcome) => outcome.confidence === confidence);
      return given.length > 0 ? [{ confidence, right: rightIn(given), of: given.length }] : [];
    }),
    again: [
      { label: 'Once more', request },
      ...(concept ? [{ label: 'Read the concept', request: readRequestOf(concept) }] : []),
    ],
    next: 'ask' in request && request.ask ? toMap : suggest(content.index, learner, now),
  };
}

const toMap: Suggestion = {
  label: 'Project map',
  why: 'Back to where it was asked.',
  request: { mode: 'map' },
};

const readRequestOf = ({ id }: ConceptMeta) => ({ mode: 'read', concept: id }) as const;

/** The concept of the step that is shown, or of the request. */
function conceptOf(session: Session, { index }: Content): ConceptMeta | undefined {
  const { request, steps, at } = session;
  const step = steps[at];
  const asked = 'concept' in request ? request.concept : undefined;
  const shown = step && ('page' in step ? step.page : step.concept);
  const id = request.mode === 'test' ? asked : (shown ?? asked);
  return index.concepts.find((concept) => concept.id === id);
}

const asking: readonly View['kind'][] = ['card', 'question', 'blanks', 'explain'];

function frameOf(session: Session, content: Content, learner: Learner, view: View): Frame {
  const concept = conceptOf(session, content);
  const module = content.index.modules.find(({ id }) => id === concept?.module);
  const home = { label: 'Overview', request: { mode: 'home' } as const };
  const { at, steps, seed } = session;
  const place = { at, step: `${seed}:${at}` };
  const progress = asking.includes(view.kind) ? { progress: { at: at + 1, of: steps.length } } : {};
  if (!concept || view.kind === 'home') return { trail: [home], ...progress, modes: [], ...place };
  return {
    trail: [
      home,
      ...(module ? [{ label: module.title }] : []),
      { label: concept.title, request: readRequestOf(concept) },
    ],
    dots: Math.round(progressOf(learner, concept.id).mastery * 5),
    ...progress,
    modes: modesFor(concept),
    ...place,
  };
}
