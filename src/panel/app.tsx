import type { HostMessage, View } from '../learn/protocol.ts';
import { Blanks } from './blanks.tsx';
import { Card } from './card.tsx';
import { Done, Empty, Result } from './ends.tsx';
import { Explain } from './explain.tsx';
import { Fix, leftText } from './fix.tsx';
import { FrameAround } from './frame.tsx';
import { Home } from './home.tsx';
import { ProjectMap } from './map.tsx';
import { Order } from './order.tsx';
import type { Panel } from './panel.ts';
import { PreflightReport } from './preflight.tsx';
import { Progress } from './progress.tsx';
import { Question } from './question.tsx';
import { Read } from './read.tsx';

/** Everything that is shown for the last message of the host. */
export function App({ message, panel }: { message: HostMessage; panel: Panel }) {
  return (
    <div class="app">
      <Shown message={message} panel={panel} />
      <div role="status" class="hidden">
        {announcement(message)}
      </div>
    </div>
  );
}

function Shown({ message, panel }: { message: HostMessage; panel: Panel }) {
  switch (message.type) {
    case 'loading':
      return (
        <main>
          <p class="loading">Loading…</p>
        </main>
      );
    case 'failed':
      return (
        <main>
          <h1 tabIndex={-1}>This could not be shown</h1>
          <p>{message.message}</p>
          <button type="button" class="primary" onClick={() => panel.open({ mode: 'home' })}>
            Overview
          </button>
        </main>
      );
    case 'view':
      return (
        <FrameAround frame={message.frame} header={message.view.kind !== 'home'} panel={panel}>
          <Body view={message.view} at={message.frame.at} panel={panel} />
        </FrameAround>
      );
  }
}

function Body({ view, at, panel }: { view: View; at: number; panel: Panel }) {
  switch (view.kind) {
    case 'home':
      return <Home view={view} panel={panel} />;
    case 'map':
      return <ProjectMap view={view} panel={panel} />;
    case 'preflight':
      return <PreflightReport view={view} panel={panel} />;
    case 'progress':
      return <Progress view={view} panel={panel} />;
    case 'read':
      return <Read view={view} at={at} panel={panel} />;
    case 'card':
      return <Card view={view} at={at} panel={panel} />;
    case 'question':
      return <Question view={view} at={at} panel={panel} />;
    case 'blanks':
      return <Blanks view={view} at={at} panel={panel} />;
    case 'order':
      return <Order view={view} at={at} panel={panel} />;
    case 'fix':
      return <Fix view={view} at={at} panel={panel} />;
    case 'explain':
      return <Explain view={view} at={at} panel={panel} />;
    case 'result':
      return <Result view={view} panel={panel} />;
    case 'done':
      return <Done view={view} panel={panel} />;
    case 'empty':
      return <Empty view={view} panel={panel} />;
  }
}

/** What a screen reader says when the view changes. */
function announcement(message: HostMessage): string {
  if (message.type === 'loading') return 'Loading';
  if (message.type === 'failed') return 'This could not be shown';
  const { view, frame } = message;
  const place = frame.progress ? `${frame.progress.at} of ${frame.progress.of}` : '';
  switch (view.kind) {
    case 'question':
    case 'blanks':
    case 'order':
    case 'fix':
      if (view.kind === 'fix' && view.left && !view.feedback) return leftText(view.left.length);
      if (view.feedback) return [view.feedback.verdict, view.feedback.note ?? ''].join('. ');
      if (view.hints.length > 0) return `Hint ${view.hints.length}`;
      return `Question ${place}`;
    case 'card':
      return view.answer ? 'Answer shown' : `Card ${place}`;
    case 'explain':
      return view.result?.guard ?? (view.result ? foundText(view.result.ideas) : `Prompt ${place}`);
    case 'result':
      return `${view.heading}: ${view.points} of ${view.of} ${view.unit}`;
    case 'done':
      return `Done: ${view.right} of ${view.asked} right`;
    case 'home':
    case 'map':
    case 'preflight':
    case 'progress':
    case 'read':
    case 'empty':
      return '';
  }
}

const foundText = (ideas: readonly { readonly found: boolean }[]): string =>
  `${ideas.filter(({ found }) => found).length} of 4 ideas found`;
