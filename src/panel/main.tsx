import { render } from 'preact';
import {
  fieldsOf,
  type HostMessage,
  isCount,
  isHostMessage,
  type PanelMessage,
  readConfidence,
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
  const before = stageOf(message);
  message = data;
  if (data.type === 'view') {
    saved = data.saved;
    if (draft.at !== data.frame.at) draft = { at: data.frame.at };
    keep();
  }
  show();
  if (before !== stageOf(data)) focusNews(before === '');
});
window.addEventListener('keydown', onKey);
show();
host.postMessage({ version: 1, type: 'ready', saved });

/** Names what the learner looks at; when it changes, the focus follows. */
function stageOf(shown: HostMessage): string {
  if (shown.type !== 'view') return '';
  const { view, frame } = shown;
  const place = `${view.kind} ${frame.at} ${frame.trail.map(({ label }) => label).join('/')}`;
  if (view.kind === 'question' && view.feedback) return `${place} checked`;
  if (view.kind === 'card' && view.answer) return `${place} revealed`;
  if (view.kind === 'explain' && view.result) {
    return `${place} ${view.result.confirmed ? 'confirmed' : 'scored'}`;
  }
  return place;
}

/** Moves the focus to the verdict or the heading; not at first, when the editor may hold it. */
function focusNews(first: boolean): void {
  if (first) return;
  const heading = root.querySelector<HTMLElement>('.verdict[tabindex], h1[tabindex]');
  const verdict = root.querySelector<HTMLElement>('.verdict[tabindex]');
  (verdict ?? heading)?.focus();
  if (!verdict) window.scrollTo(0, 0);
}

function readDraft(value: unknown): Draft {
  const { at, choice, confidence, text, ideas } = fieldsOf(value) ?? {};
  const sure = readConfidence(confidence);
  return {
    at: isCount(at) ? at : -1,
    ...(isCount(choice) ? { choice } : {}),
    ...(sure ? { confidence: sure } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(Array.isArray(ideas) ? { ideas: ideas.filter((id) => typeof id === 'string') } : {}),
  };
}
