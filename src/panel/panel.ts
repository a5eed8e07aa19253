import type { Action, Confidence, Place, Request } from '../learn/protocol.ts';

/** What the learner has entered for a step and not sent yet. */
export interface Draft {
  /** The `step` of the frame that it belongs to. */
  readonly step: string;
  readonly choice?: number;
  readonly confidence?: Confidence;
  readonly text?: string;
  readonly ideas?: readonly string[];
  readonly order?: readonly number[];
  /** What was chosen for each blank. */
  readonly choices?: readonly (number | null)[];
  /** The thing of the map that was chosen. */
  readonly thing?: string;
  /** How many steps of a worked solution were looked at. */
  readonly steps?: number;
}

/** What a view can do: everything goes to the host, drafts stay in the panel's state. */
export interface Panel {
  readonly draft: Draft;
  setDraft(change: Omit<Draft, 'step'>): void;
  act(action: Action): void;
  open(request: Request): void;
  show(place: Place): void;
}
