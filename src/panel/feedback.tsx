import type { Feedback, Reason, Solution } from '../learn/protocol.ts';
import { Key } from './key.tsx';
import { Inlines } from './markup.tsx';
import { Steps } from './practice.tsx';

/** Whether an answer was right, in words and by a sign. */
export function Verdict({
  feedback: { ok, verdict, note },
}: {
  feedback: Pick<Feedback, 'ok' | 'verdict' | 'note'>;
}) {
  return (
    <>
      <h2 class={ok ? 'verdict ok' : 'verdict wrong'} tabIndex={-1}>
        <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {verdict}
      </h2>
      {note && <p class="why">{note}</p>}
    </>
  );
}

/** The verdict, the reason of each option, and the worked solution if there is one. */
export function FeedbackBlock({ feedback }: { feedback: Feedback }) {
  const { reasons, solution } = feedback;
  return (
    <div class="feedback">
      <Verdict feedback={feedback} />
      <Reasons reasons={reasons} />
      {solution && <WorkedSolution solution={solution} />}
    </div>
  );
}

type Checked = Pick<Reason, 'correct' | 'chosen'>;

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul class="reasons">
      {reasons.map((reason) => (
        <li class={reasonClass(reason)}>
          <p class="option">
            <Key name={reason.number} />
            <span>
              <Inlines nodes={reason.text} />
            </span>
            {tagsOf(reason).map((tag) => (
              <span class="tag">{tag}</span>
            ))}
          </p>
          <p>
            <Inlines nodes={reason.why} />
          </p>
          {reason.chosen && !reason.correct && reason.refutes && (
            <p class="refutes">
              A common belief: <Inlines nodes={reason.refutes.claim} />{' '}
              <strong>
                <Inlines nodes={reason.refutes.truth} />
              </strong>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** How an option stands out after the check. */
export function reasonClass({ correct, chosen }: Checked): string {
  if (correct) return 'correct';
  return chosen ? 'chosen' : '';
}

/** What is said of an option after the check. */
export function tagsOf({ correct, chosen }: Checked): readonly string[] {
  return [...(correct ? ['right'] : []), ...(chosen ? ['your answer'] : [])];
}

/** A solution step by step, its answer, a check of it, and the mistakes that people make. */
export function WorkedSolution({ solution }: { solution: Solution }) {
  return (
    <section class="solution">
      <h3>Step by step</h3>
      <Steps steps={solution.steps} />
      <p>
        <strong>Final answer:</strong> <Inlines nodes={solution.answer} />
      </p>
      <p>
        <strong>Quick check:</strong> <Inlines nodes={solution.check} />
      </p>
      <h3>Common mistakes</h3>
      <ul>
        {solution.commonMistakes.map((mistake) => (
          <li>
            <Inlines nodes={mistake} />
          </li>
        ))}
      </ul>
    </section>
  );
}
