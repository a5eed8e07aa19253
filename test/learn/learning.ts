import assert from 'node:assert/strict';
import type { Explain, Item } from '../../src/learn/content.ts';
import { type Draft, type LogRecord, withId } from '../../src/learn/log.ts';
import { present, type Shown } from '../../src/learn/present.ts';
import type { Action } from '../../src/learn/protocol.ts';
import type { GeneratedQuestion } from '../../src/learn/questions/question.ts';
import { foldLog } from '../../src/learn/schedule.ts';
import {
  act,
  type Content,
  currentBlanks,
  currentItem,
  type Session,
  startSession,
} from '../../src/learn/session.ts';
import type { Confidence, Request } from '../../src/learn/view.ts';
import { compiled, pages } from './compiled.ts';

/** One minute in milliseconds. */
export const minute = 60_000;

/** All content, with no generated questions. */
export const content: Content = { index: compiled.index, pages, generated: [] };

/** A learner at work: a session, a clock that stands still, and the records so far. */
export class Learning {
  session: Session;
  now: number;
  readonly records: Draft[] = [];
  readonly #content: Content;
  readonly #known: Content;
  readonly #seed: string;

  constructor(
    request: Request,
    generated: readonly GeneratedQuestion[] = [],
    seed = 'seed',
    before: { readonly now: number; readonly records: readonly Draft[] } = {
      now: Date.UTC(2025, 0, 6, 9),
      records: [],
    },
    known: Content = content,
  ) {
    this.#known = known;
    this.#content = { ...known, generated };
    this.#seed = seed;
    this.now = before.now;
    this.records.push(...before.records);
    const at = { seed, now: this.now };
    this.session = startSession(this.#content, foldLog(this.#log()), request, at);
  }

  #log(): readonly LogRecord[] {
    return this.records.map((record, i) => withId(record, String(i)));
  }

  get shown(): Shown {
    return present(this.session, this.#content, foldLog(this.#log()), this.now);
  }

  /** A further session of the same learner. */
  continue(request: Request): Learning {
    return new Learning(request, this.#content.generated, this.#seed, this, this.#known);
  }

  wait(ms: number): void {
    this.now += ms;
  }

  act(action: Action): void {
    const { session, records } = act(this.session, this.#content, action, this.now);
    this.session = session;
    this.records.push(...records);
  }

  item(): Item {
    const item = currentItem(this.session, this.#content);
    assert.ok(item);
    return item;
  }

  concepts(): readonly string[] {
    return this.session.steps.map((step) => ('item' in step ? step.concept : step.page));
  }

  check(ok: boolean, confidence?: Confidence): void {
    const item = this.item();
    assert.ok('options' in item);
    const choice = item.options.findIndex(({ correct }) => correct === ok);
    const sure = confidence ? { confidence } : {};
    this.act({ type: 'check', at: this.session.at, choice, ...sure });
  }

  mark(ok: boolean): void {
    this.act({ type: 'reveal', at: this.session.at });
    this.act({ type: 'mark', at: this.session.at, ok });
  }

  /** Fills the blanks of a worked solution. */
  fill(ok: boolean): void {
    const item = this.item();
    assert.ok(item.kind === 'practice');
    const choices = currentBlanks(this.session, item).map(({ options }) =>
      options.findIndex(({ correct }) => correct === ok),
    );
    this.act({ type: 'fill', at: this.session.at, choices });
  }

  /** Sends the full answer and keeps all four ideas. */
  explain(item: Explain): void {
    const { at } = this.session;
    this.act({ type: 'submit', at, text: item.answer });
    this.act({ type: 'confirm', at, ideas: item.rubric.ideas.map(({ id }) => id) });
  }

  next(): void {
    this.act({ type: 'next', at: this.session.at });
  }

  /** Answers everything that is left rightly; gives the kinds of what was asked. */
  answerAll(): readonly string[] {
    const kinds: string[] = [];
    while (this.session.at < this.session.steps.length) {
      const { at } = this.session;
      const item = this.item();
      kinds.push(item.kind);
      if (item.kind === 'card') this.mark(true);
      else if (item.kind === 'explain') this.explain(item);
      else if (item.kind === 'fix') this.act({ type: 'found', at, left: [] });
      else if (item.kind === 'order')
        this.act({ type: 'arrange', at, order: item.lines.map((_, i) => i) });
      else if (this.shown.view.kind === 'blanks') this.fill(true);
      else this.check(true);
      if (this.session.at === at) this.next();
    }
    return kinds;
  }
}
