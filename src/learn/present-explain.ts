import type { Explain } from './content.ts';
import { type Guard, type Scored, scoreAnswer } from './rubric.ts';
import type { Session } from './session.ts';
import type { ExplainResult, ExplainView } from './view.ts';

const guards: Readonly<Record<Guard, string>> = {
  'too-short': 'A little more, please: one or two full sentences.',
  'no-topic': 'This does not seem to be about the question. Name the thing that is asked about.',
  'word-list': 'These look like single words. Write them as sentences that say how they connect.',
  copied: 'This is our own wording. Say it in yours.',
};

/** Shows a prompt, what was found in the answer, and what the learner confirmed. */
export function presentExplain(session: Session, item: Explain): ExplainView {
  const { text, hints } = session.current;
  return {
    kind: 'explain',
    item: item.id,
    prompt: item.prompt,
    ...(hints > 0 ? { hint: item.hint } : {}),
    ...(text === undefined ? {} : { result: resultOf(session, item, text) }),
  };
}

function resultOf(session: Session, item: Explain, text: string): ExplainResult {
  const scored = scoreAnswer(item.rubric, text, item.answer);
  const { confirmed } = session.current;
  return {
    ...(scored.guard ? { guard: guards[scored.guard] } : {}),
    segments: segmentsOf(text, scored),
    ideas: item.rubric.ideas.map(({ id, label, ask }) => {
      return { id, label, ask, found: scored.found.has(id) };
    }),
    refutations: item.rubric.misconceptions
      .filter(({ id }) => scored.misconceptions.includes(id))
      .map(({ refutation }) => refutation),
    ...(confirmed
      ? { confirmed: { ideas: confirmed, note: noteOf(scored, confirmed) }, answer: item.answer }
      : {}),
  };
}

/** Cuts the answer where evidence begins or ends. */
function segmentsOf(text: string, { found }: Scored): ExplainResult['segments'] {
  const marks = [...found].map(([id, [start, end]]) => ({ id, start, end }));
  const cuts = marks.flatMap(({ start, end }) => [start, end]);
  const borders = [...new Set([0, ...cuts, text.length])].toSorted((a, b) => a - b);
  return borders.slice(0, -1).map((start, i) => {
    const end = borders[i + 1] ?? text.length;
    const ideas = marks.filter((mark) => mark.start <= start && end <= mark.end);
    return { text: text.slice(start, end), ideas: ideas.map(({ id }) => id) };
  });
}

function noteOf({ found }: Scored, confirmed: readonly string[]): string {
  const added = confirmed.filter((id) => !found.has(id)).length;
  const removed = [...found.keys()].filter((id) => !confirmed.includes(id)).length;
  if (added === 0 && removed === 0) return 'You and the check agree.';
  const parts = [
    ...(added > 0 ? [`you added ${added}`] : []),
    ...(removed > 0 ? [`you took away ${removed}`] : []),
  ];
  return `The check found ${found.size}; ${parts.join(' and ')}. Your count is the one that is kept.`;
}
