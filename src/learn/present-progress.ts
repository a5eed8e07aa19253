import { confirmations, dueToConfirm, standingOf } from './confirm.ts';
import type { Index } from './content.ts';
import { conceptState, type Learner, progressOf } from './schedule.ts';
import { suggest } from './suggest.ts';
import type { Confidence, ProgressView } from './view.ts';

const day = 24 * 60 * 60 * 1000;
const daysAhead = 14;
const confidences: readonly Confidence[] = ['certain', 'fairly', 'guess'];

/** Shows mastery by module, what comes up for review, and how well the learner knows what they know. */
export function presentProgress(index: Index, learner: Learner, now: number): ProgressView {
  const modules = index.modules.map(({ id, title }) => {
    const concepts = index.concepts.filter(({ module }) => module === id);
    const sum = concepts.reduce((all, concept) => all + progressOf(learner, concept.id).mastery, 0);
    return {
      title,
      mastery: concepts.length > 0 ? sum / concepts.length : 0,
      solid: concepts.filter((concept) => conceptState(concept, learner, now) === 'solid').length,
      of: concepts.length,
    };
  });
  return {
    kind: 'progress',
    facts: learner.facts.size,
    modules,
    tests: testsOf(index, learner, now),
    forecast: forecastOf(index, learner, now),
    calibration: confidences.flatMap((confidence) => {
      const share = learner.sure.get(confidence);
      return share ? [{ confidence, ...share }] : [];
    }),
    next: suggest(index, learner, now),
  };
}

function testsOf(index: Index, learner: Learner, now: number): ProgressView['tests'] {
  const offers = confirmations(index, learner, now);
  return index.concepts.flatMap(({ id, title }) => {
    const progress = progressOf(learner, id);
    const standing = standingOf(progress);
    if (!standing) return [];
    const confirm = offers.find(({ request }) => 'concept' in request && request.concept === id);
    return [
      {
        ...{ title, standing },
        ...(standing === 'provisional' ? { confirmOn: dueToConfirm(progress) } : {}),
        ...(confirm ? { confirm } : {}),
      },
    ];
  });
}

/** How many facts come up for review on each of the next fourteen days; what waits already is on the first. */
export function forecastOf(index: Index, learner: Learner, now: number): ProgressView['forecast'] {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const counts = Array.from({ length: daysAhead }, () => 0);
  for (const fact of index.concepts.flatMap(({ facts }) => facts)) {
    const due = learner.facts.get(fact)?.due;
    const ahead = due === undefined ? daysAhead : Math.max(0, Math.floor((due - midnight) / day));
    if (ahead < daysAhead) counts[ahead] = (counts[ahead] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ day: dayName(midnight, i), count }));
}

const dayName = (midnight: number, ahead: number): string => {
  if (ahead === 0) return 'Today';
  const date = new Date(midnight + ahead * day + day / 2);
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getDay()] ?? '';
  return `${weekday} ${date.getDate()}`;
};
