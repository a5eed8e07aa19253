import * as vscode from 'vscode';
import type { Fix } from '../learn/content.ts';
import { withId } from '../learn/log.ts';
import { pageText } from '../learn/page-text.ts';
import { overviewOf, present } from '../learn/present.ts';
import {
  type Action,
  type HostMessage,
  type PanelMessage,
  protocolVersion,
  readPanelMessage,
  readRequest,
} from '../learn/protocol.ts';
import { reviveSession } from '../learn/revive.ts';
import { createFold, type Learner } from '../learn/schedule.ts';
import {
  act,
  type Content,
  conceptsOf,
  currentItem,
  isAnswered,
  type Session,
  startSession,
} from '../learn/session.ts';
import type { HomeView, Request } from '../learn/view.ts';
import { Answers } from './answers.ts';
import { CarriedProgress } from './carried.ts';
import { leftOf, openExercise } from './exercises.ts';
import { findingRequest } from './finding-request.ts';
import { LearnContent } from './learn-content.ts';
import type { Kept } from './learning.ts';
import { type LearnTarget, learnView } from './links.ts';
import { ownFindings } from './own-findings.ts';
import { panelHtml } from './panel-html.ts';
import { exportAnswers, exportToAnki, importAnswers, resetAnswers } from './progress.ts';
import type { Projects } from './projects.ts';
import { revealPlace } from './reveal-place.ts';
import { type RulePages, readRuleIndex } from './rule-pages.ts';
import { shownPath } from './shown-path.ts';

/** The learning panel beside the file: one for the window, made when asked for, restored after a reload. */
export class LearnPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #projects: Projects;
  readonly #answers: Answers;
  readonly #content: LearnContent;
  #rulePages: Promise<RulePages> | undefined;
  #panel: vscode.WebviewPanel | undefined;
  #session: Session | undefined;
  #pending: Request | undefined;
  readonly #carried: CarriedProgress;
  #fold: ReturnType<typeof createFold>;
  #queue: Promise<void> = Promise.resolve();
  readonly #checks: vscode.Disposable;
  readonly #learned = new vscode.EventEmitter<void>();

  /** Fires after something was written into the log. */
  readonly onDidLearn = this.#learned.event;

  /** `onDidCheck` fires when findings were shown anew: those of the document that is mended may be among them. */
  constructor(
    extension: vscode.Uri,
    projects: Projects,
    answers: Answers,
    carried: CarriedProgress,
    onDidCheck: vscode.Event<void>,
  ) {
    this.#carried = carried;
    this.#fold = createFold(carried.known);
    this.#checks = onDidCheck(() => {
      if (this.#session?.current.left) void this.#run(() => this.#look());
      if (showsProject(this.#session)) void this.#run(() => this.#show());
    });
    this.#extension = extension;
    this.#projects = projects;
    this.#answers = answers;
    this.#content = new LearnContent(extension, projects);
  }

  /** Opens the lesson of a finding, or the overview without one. */
  async learn(target: LearnTarget | undefined): Promise<void> {
    this.#rulePages ??= readRuleIndex(this.#extension);
    const request = target && (await findingRequest(target, this.#projects, await this.#rulePages));
    this.#open(request ?? { mode: 'home' });
  }

  /** Opens what is due, or new questions when nothing is. */
  startSession(): void {
    this.#open({ mode: 'quiz' });
  }

  /** Opens questions about a file, or about all files of the project. */
  practise(uri: vscode.Uri | undefined): void {
    this.#open({ mode: 'quiz', own: uri ? shownPath(uri) : true });
  }

  /** Asks for a concept and opens a test of it. */
  async test(): Promise<void> {
    const { index } = await this.#content.load([]);
    const choices = index.concepts.map(({ id, title, summary }) => ({
      id,
      label: title,
      detail: summary,
    }));
    const chosen = await vscode.window.showQuickPick(choices, {
      title: 'Test a topic: 10 questions',
      matchOnDetail: true,
    });
    if (chosen) this.#open({ mode: 'test', concept: chosen.id });
  }

  /** Opens the plots of what was learned. */
  showProgress(): void {
    this.#open({ mode: 'progress' });
  }

  /** Opens the map of the project. */
  showMap(): void {
    this.#open({ mode: 'map' });
  }

  /** Opens the Preflights of the project, or of one file. */
  preflight(uri: vscode.Uri | undefined): void {
    this.#open({ mode: 'preflight', ...(uri ? { only: shownPath(uri) } : {}) });
  }

  /** Opens what a view outside of the panel asks for; nothing when it is no request. */
  study(request: unknown): void {
    const known = readRequest(request);
    if (known) this.#open(known);
  }

  /** All concepts with what is known of the person. */
  async overview(): Promise<HomeView> {
    const content = await this.#content.load([]);
    return overviewOf(content, await this.#learner(), Date.now());
  }

  /** A concept by its id or title as Markdown; without a match, what there is. */
  async explain(wanted: string): Promise<string> {
    const { index } = await this.#content.load([]);
    const name = wanted.trim().toLowerCase();
    const concept = index.concepts.find(
      ({ id, title }) => id === name || title.toLowerCase() === name,
    );
    const page = concept && (await this.#content.load([concept.id])).pages.get(concept.id);
    if (page) return pageText(page);
    const known = index.concepts.map(({ id, title }) => `- ${id}: ${title}`);
    return `There is no such concept. These are there:\n${known.join('\n')}`;
  }

  exportProgress(): Promise<void> {
    return exportAnswers(this.#answers);
  }

  async exportToAnki(): Promise<void> {
    const { index } = await this.#content.load([]);
    const { pages } = await this.#content.load(index.concepts.map(({ id }) => id));
    await exportToAnki([...pages.values()]);
  }

  async resetProgress(): Promise<void> {
    if (!(await resetAnswers(this.#answers))) return;
    await this.#carried.forget(Date.now());
    this.#fold = createFold();
    this.#learned.fire();
    if (this.#panel) await this.#run(() => this.#begin({ mode: 'home' }));
  }

  async importProgress(): Promise<void> {
    await importAnswers(this.#answers);
    await this.#keep(await this.#learner());
    await this.#run(() => this.#show());
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#adopt(panel);
  }

  dispose(): void {
    this.#checks.dispose();
    this.#learned.dispose();
    this.#panel?.dispose();
  }

  #open(request: Request): void {
    this.#pending = request;
    if (this.#panel) {
      this.#panel.reveal(undefined, false);
      void this.#run(() => this.#begin(request));
      return;
    }
    this.#adopt(
      vscode.window.createWebviewPanel(learnView, 'Seaworthy: Learn', {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: false,
      }),
    );
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    const dist = vscode.Uri.joinPath(this.#extension, 'dist');
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'media', 'icon.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = readPanelMessage(value);
      if (message) void this.#run(() => this.#take(message));
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#session = undefined;
    });
    panel.webview.html = panelHtml(panel.webview, dist);
  }

  /** One message after the other, so that two quick keys cannot answer the same step twice. */
  #run(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.#post({
        version: protocolVersion,
        type: 'failed',
        message: error instanceof Error ? error.message : String(error),
      });
    });
    return this.#queue;
  }

  async #take(message: PanelMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#ready(message.saved);
      case 'open':
        return this.#begin(message.request);
      case 'act':
        return this.#act(message.action);
      case 'show':
        return revealPlace(message.place);
    }
  }

  async #ready(saved: unknown): Promise<void> {
    if (this.#pending) return this.#begin(this.#pending);
    if (!this.#session) {
      const content = await this.#content.load([], true);
      this.#session = reviveSession(saved, content);
    }
    return this.#session ? this.#show() : this.#begin({ mode: 'home' });
  }

  async #begin(request: Request): Promise<void> {
    this.#pending = undefined;
    this.#post({ version: protocolVersion, type: 'loading' });
    const content = await this.#content.load([], true);
    const learner = await this.#learner();
    this.#session = startSession(content, learner, request, {
      seed: crypto.randomUUID(),
      now: Date.now(),
    });
    return this.#show(undefined, learner);
  }

  async #act(action: Action): Promise<void> {
    const session = this.#session;
    if (!session) return this.#begin({ mode: 'home' });
    const content = await this.#content.load(conceptsOf(session));
    if (action.type === 'mend') {
      const fix = fixIn(session, content);
      if (!fix || action.at !== session.at) return;
      await openExercise(this.#projects, fix, session.current.left === undefined);
      return this.#look();
    }
    const turn = act(session, content, action, Date.now());
    // The answer is on disk before the panel shows that it was taken.
    await this.#answers.add(turn.records.map((draft) => withId(draft, crypto.randomUUID())));
    this.#session = turn.session;
    const learner = await this.#learner();
    if (turn.records.length > 0) await this.#keep(learner);
    return this.#show(content, learner);
  }

  async #learner(): Promise<Learner> {
    return this.#fold(await this.#answers.all());
  }

  /** Hands what is known now on to other machines, and tells the views. */
  async #keep(learner: Learner): Promise<void> {
    await this.#carried.keep(learner);
    this.#learned.fire();
  }

  /** Looks at the document that is mended now, and tells the session when something else is left in it. */
  async #look(): Promise<void> {
    const session = this.#session;
    const fix = session && fixIn(session, await this.#content.load(conceptsOf(session)));
    if (!session || !fix) return;
    if (isAnswered(session)) return this.#show();
    const left = await leftOf(this.#projects, fix);
    if (JSON.stringify(left) === JSON.stringify(session.current.left)) return;
    return this.#act({ type: 'found', at: session.at, left });
  }

  async #show(loaded?: Content, known?: Learner): Promise<void> {
    const session = this.#session;
    if (!session || !this.#panel) return;
    const isMap = session.request.mode === 'map';
    const content = loaded ?? (await this.#content.load(conceptsOf(session), isMap));
    const learner = known ?? (await this.#learner());
    const mended = fixIn(session, content) && isAnswered(session);
    const own = mended ? await ownFindings(this.#projects) : undefined;
    const map = isMap ? await this.#content.map() : undefined;
    const checked =
      session.request.mode === 'preflight' ? await this.#content.preflights() : undefined;
    const { view, frame } = present(
      session,
      {
        ...content,
        ...(own ? { own } : {}),
        ...(map ? { map } : {}),
        ...(checked ? { checked } : {}),
      },
      learner,
      Date.now(),
    );
    this.#post({ version: protocolVersion, type: 'view', view, frame, saved: session });
  }

  #post(message: HostMessage): void {
    void this.#panel?.webview.postMessage(message);
  }
}

/** Whether what a session shows changes with the project's findings. */
const showsProject = (session: Session | undefined): boolean =>
  session?.request.mode === 'map' || session?.request.mode === 'preflight';

/** The fix that a session shows, or undefined when it shows something else. */
const fixIn = (session: Session, content: Content): Fix | undefined => {
  const item = currentItem(session, content);
  return item?.kind === 'fix' ? item : undefined;
};

/** The panel with its log of answers in `storage`, and what other machines know in `state`. */
export const createLearnPanel = (
  extension: vscode.Uri,
  projects: Projects,
  { storage, state }: Kept,
  onDidCheck: vscode.Event<void>,
): LearnPanel =>
  new LearnPanel(extension, projects, new Answers(storage), new CarriedProgress(state), onDidCheck);
