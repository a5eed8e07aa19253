import type { ExplainResult, ExplainView } from '../learn/protocol.ts';
import { NextButton } from './frame.tsx';
import { Key } from './key.tsx';
import { Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';

/** A free-text answer: write, see what was found, say what you said. */
export function Explain({ view, at, panel }: { view: ExplainView; at: number; panel: Panel }) {
  const { result } = view;
  return (
    <section>
      <p class="level">in your own words</p>
      <h1 tabIndex={-1}>
        <Inlines nodes={view.prompt} />
      </h1>
      {!result?.confirmed && <Answer view={view} at={at} panel={panel} />}
      {result && <Result result={result} at={at} panel={panel} />}
    </section>
  );
}

function Answer({ view, at, panel }: { view: ExplainView; at: number; panel: Panel }) {
  const text = panel.draft.text ?? view.result?.segments.map((part) => part.text).join('') ?? '';
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() !== '') panel.act({ type: 'submit', at, text });
  };
  return (
    <form onSubmit={submit}>
      <label class="answer">
        Your answer
        <textarea
          rows={6}
          maxLength={4000}
          value={text}
          onInput={(event) => panel.setDraft({ text: event.currentTarget.value })}
        />
      </label>
      {view.hint && (
        <p class="hints">
          <Inlines nodes={view.hint} />
        </p>
      )}
      <p class="buttons">
        <button type="submit" class={view.result ? '' : 'primary'} disabled={text.trim() === ''}>
          {view.result ? 'Check again' : 'Check'}
        </button>
        {!view.hint && (
          <button type="button" data-key="h" onClick={() => panel.act({ type: 'hint', at })}>
            Hint <Key name="H" />
          </button>
        )}
      </p>
    </form>
  );
}

function Result({ result, at, panel }: { result: ExplainResult; at: number; panel: Panel }) {
  const { guard, ideas, segments, refutations, confirmed, answer } = result;
  const found = ideas.filter((idea) => idea.found).map(({ id }) => id);
  const ticked = confirmed?.ideas ?? panel.draft.ideas ?? found;
  const numberOf = (id: string): number => ideas.findIndex((idea) => idea.id === id) + 1;
  const toggle = (id: string) => () => {
    const next = ticked.includes(id) ? ticked.filter((other) => other !== id) : [...ticked, id];
    panel.setDraft({ ideas: next });
  };
  return (
    <div class="feedback">
      <h2 class="verdict" tabIndex={-1}>
        {guard ?? `You got ${ticked.length} of 4 ideas`}
      </h2>
      {!guard && (
        <blockquote>
          {segments.map((part) =>
            part.ideas.length > 0 ? (
              <mark>
                {part.text}
                <sup>{part.ideas.map(numberOf).join(',')}</sup>
              </mark>
            ) : (
              part.text
            ),
          )}
        </blockquote>
      )}
      {refutations.map((refutation) => (
        <p class="refutes">
          <Inlines nodes={refutation} />
        </p>
      ))}
      <fieldset class="ideas" disabled={confirmed !== undefined}>
        <legend>{confirmed ? 'The four ideas' : 'Tick what you said'}</legend>
        {ideas.map((idea, i) => (
          <label>
            <input
              type="checkbox"
              data-key={i + 1}
              checked={ticked.includes(idea.id)}
              onChange={toggle(idea.id)}
            />
            <Key name={i + 1} />
            <span>
              {/* The idea itself would give the answer away before the learner tried again. */}
              <Inlines nodes={confirmed || ticked.includes(idea.id) ? idea.label : idea.ask} />
            </span>
          </label>
        ))}
      </fieldset>
      {confirmed ? (
        <>
          <p class="why">{confirmed.note}</p>
          {answer && (
            <p>
              <strong>A full answer:</strong> {answer}
            </p>
          )}
          <NextButton at={at} label="Next" panel={panel} />
        </>
      ) : (
        <button
          type="button"
          class="primary"
          onClick={() => panel.act({ type: 'confirm', at, ideas: ticked })}
        >
          Keep {ticked.length} of 4
        </button>
      )}
    </div>
  );
}
