import type { Feedback, Reason, Solution } from '../learn/protocol.ts';
import { Key } from './key.tsx';
import { Blocks, Inlines } from './markup.tsx';

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

function reasonClass({ correct, chosen }: Reason): string {
  if (correct) return 'correct';
  return chosen ? 'chosen' : '';
}

function tagsOf({ correct, chosen }: Reason): readonly string[] {
  return [...(correct ? ['right'] : []), ...(chosen ? ['your answer'] : [])];
}

function WorkedSolution({ solution }: { solution: Solution }) {
  return (
    <section class="solution">
      <h3>Step by step</h3>
      <ol>
        {solution.steps.map(({ title, body }) => (
          <li>
            <p class="step">
              <Inlines nodes={title} />
            </p>
            <Blocks blocks={body} />
          </li>
        ))}
      </ol>
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
