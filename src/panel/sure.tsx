import type { Confidence } from '../learn/protocol.ts';
import type { Panel } from './panel.ts';

const levels: readonly Confidence[] = ['guess', 'fairly', 'certain'];

/** Asks how sure the learner is; answering it is optional. */
export function Sure({ panel }: { panel: Panel }) {
  return (
    <fieldset class="sure">
      <legend>How sure?</legend>
      {levels.map((level) => (
        <label>
          <input
            type="radio"
            name="confidence"
            value={level}
            checked={panel.draft.confidence === level}
            onChange={() => panel.setDraft({ confidence: level })}
          />
          {level}
        </label>
      ))}
    </fieldset>
  );
}

/** The part of an action that tells the confidence, if one was chosen. */
export function confidenceOf(panel: Panel): { readonly confidence?: Confidence } {
  const { confidence } = panel.draft;
  return confidence ? { confidence } : {};
}
