import { render } from 'preact';
import {
  type Frame,
  fieldsOf,
  type HostMessage,
  isCount,
  isHostMessage,
  type PanelMessage,
  readConfidence,
  type View,
} from '../learn/protocol.ts';
import { App } from './app.tsx';
import { onKey } from './keys.ts';
import type { Draft, Panel } from './panel.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: PanelMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const host = acquireVsCodeApi();
const root = document.getElementById('root') ?? document.body;
const restored = fieldsOf(host.getState());
let message: HostMessage = { version: 1, type: 'loading' };
let draft = readDraft(restored?.['draft']);
let saved = restored?.['saved'];

/** How long the last view stays before "Loading" takes its place, in milliseconds. */
const patience = 200;
let waiting: ReturnType<typeof setTimeout> | undefined;
let stage = '';
/** What takes the focus when the panel gets it. */
let unseen: HTMLElement | null = null;

const panel = (): Panel => ({
  draft,
  setDraft: (change) => {
    draft = { ...draft, ...change };
    keep();
    show();
  },
  act: (action) => host.postMessage({ version: 1, type: 'act', action }),
  open: (request) => host.postMessage({ version: 1, type: 'open', request }),
  show: (place) => host.postMessage({ version: 1, type: 'show', place }),
});

const keep = (): void => host.setState({ saved, draft });
const show = (): void => render(<App message={message} panel={panel()} />, root);

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isHostMessage(data)) return;
  clearTimeout(waiting);
  if (data.type === 'loading' && message.type === 'view') {
    waiting = setTimeout(() => take(data), patience);
  } else {
    take(data);
  }
});
window.addEventListener('keydown', onKey);
window.addEventListener('focus', focusUnseen);
show();
host.postMessage({ version: 1, type: 'ready', saved });

function take(news: HostMessage): void {
  message = news;
  if (news.type === 'view') {
    saved = news.saved;
    if (draft.step !== news.frame.step) draft = { step: news.frame.step };
    keep();
  }
  show();
  const before = stage;
  if (news.type === 'view') stage = stageOf(news.view, news.frame);
  if (before !== '' && before !== stage) focusNews();
}

/** Names what the learner looks at; when it changes, the focus follows. */
function stageOf(view: View, frame: Frame): string {
  const place = `${view.kind} ${frame.step}`;
  const isChecked = 'feedback' in view && view.feedback !== undefined;
  if (isChecked) return `${place} checked`;
  if (view.kind === 'card' && view.answer) return `${place} revealed`;
  if (view.kind === 'explain' && view.result) {
    return `${place} ${view.result.confirmed ? 'confirmed' : 'scored'}`;
  }
  return place;
}

/** Moves the focus to the verdict, or else to the heading; it waits while the person types elsewhere. */
function focusNews(): void {
  const verdict = root.querySelector<HTMLElement>('.verdict[tabindex]');
  const news = verdict ?? root.querySelector<HTMLElement>('h1[tabindex]');
  if (document.hasFocus()) news?.focus();
  else unseen = news;
  if (!verdict) window.scrollTo(0, 0);
}

function focusUnseen(): void {
  if (unseen?.isConnected) unseen.focus({ preventScroll: true });
  unseen = null;
}

function readDraft(value: unknown): Draft {
  const { step, steps, thing, choice, choices, confidence, text, ideas, order } =
    fieldsOf(value) ?? {};
  const sure = readConfidence(confidence);
  return {
    step: typeof step === 'string' ? step : '',
    ...(isCount(choice) ? { choice } : {}),
    ...(sure ? { confidence: sure } : {}),
    ...(isCount(steps) ? { steps } : {}),
    ...(typeof thing === 'string' ? { thing } : {}),
    ...(Array.isArray(choices)
      ? { choices: choices.map((each) => (isCount(each) ? each : null)) }
      : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(Array.isArray(order) ? { order: order.filter(isCount) } : {}),
    ...(Array.isArray(ideas) ? { ideas: ideas.filter((id) => typeof id === 'string') } : {}),
  };
}
