import type * as vscode from 'vscode';
import type { Known, Learner } from '../learn/schedule.ts';
import { readSnapshot, snapshotOf } from '../learn/snapshot.ts';
import { carriedKey } from './learning.ts';

/** What is known of the person on all machines, as far as Settings Sync brought it here. */
export class CarriedProgress {
  readonly #state: vscode.Memento;
  readonly known: Known;
  #forgotten: number;

  constructor(state: vscode.Memento) {
    this.#state = state;
    const { forgotten, ...known } = readSnapshot(state.get(carriedKey));
    this.known = known;
    this.#forgotten = forgotten;
  }

  /** Keeps what is known now, to be carried. */
  async keep(learner: Learner): Promise<void> {
    await this.#state.update(carriedKey, snapshotOf(learner, this.#forgotten));
  }

  /** Forgets everything, here and where it was carried to. */
  async forget(now: number): Promise<void> {
    this.#forgotten = now;
    const none: Learner = {
      facts: new Map(),
      concepts: new Map(),
      seen: new Map(),
      sure: new Map(),
    };
    await this.#state.update(carriedKey, snapshotOf(none, now));
  }
}
