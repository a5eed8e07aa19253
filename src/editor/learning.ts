import * as vscode from 'vscode';
import type { HomeView } from '../learn/view.ts';
import type { LearnTarget } from './links.ts';
import type { LearnPanel } from './panel.ts';
import { loadPart } from './part.ts';
import type { Projects } from './projects.ts';

/** The key of the global state that Settings Sync carries to other machines. */
export const carriedKey = 'learned';

/** Where the extension keeps what was learned: a folder of its own, and values that Settings Sync carries. */
export interface Kept {
  readonly storage: vscode.Uri;
  readonly state: vscode.Memento;
}

/** The learning panel, whose code is read when it is opened first. */
export class Learning implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #projects: Projects;
  readonly #kept: Kept;
  readonly #onDidCheck: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  #panel: Promise<LearnPanel> | undefined;

  /** Fires after the person has learned something. */
  readonly onDidChange = this.#changed.event;

  /** `onDidCheck` fires when findings were shown anew. */
  constructor(
    extension: vscode.Uri,
    projects: Projects,
    kept: Kept,
    onDidCheck: vscode.Event<void>,
  ) {
    this.#extension = extension;
    this.#projects = projects;
    this.#kept = kept;
    this.#onDidCheck = onDidCheck;
  }

  /** Opens the lesson of a finding, or the overview without one. */
  async learn(target: LearnTarget | undefined): Promise<void> {
    return (await this.#load()).learn(target);
  }

  /** Opens what is due, or new questions when nothing is. */
  async startSession(): Promise<void> {
    (await this.#load()).startSession();
  }

  /** Opens questions about a file, or about all files of the project. */
  async practise(uri: vscode.Uri | undefined): Promise<void> {
    (await this.#load()).practise(uri);
  }

  /** Asks for a concept and opens a test of it. */
  async test(): Promise<void> {
    return (await this.#load()).test();
  }

  /** Opens the plots of what was learned. */
  async showProgress(): Promise<void> {
    (await this.#load()).showProgress();
  }

  /** Opens the map of the project. */
  async showMap(): Promise<void> {
    (await this.#load()).showMap();
  }

  /** Opens the Preflights of the project, or of one file. */
  async preflight(uri: vscode.Uri | undefined): Promise<void> {
    (await this.#load()).preflight(uri);
  }

  /** Opens what a view outside of the panel asks for. */
  async open(request: unknown): Promise<void> {
    (await this.#load()).study(request);
  }

  /** All concepts with what is known of the person. */
  async overview(): Promise<HomeView> {
    return (await this.#load()).overview();
  }

  /** Whether anything was learned, on this machine or another; the code of the panel is not read for it. */
  async hasBegun(): Promise<boolean> {
    const { state, storage } = this.#kept;
    if (state.get(carriedKey) !== undefined) return true;
    return vscode.workspace.fs.stat(vscode.Uri.joinPath(storage, 'answers')).then(
      () => true,
      () => false,
    );
  }

  /** A concept as Markdown. */
  async explain(concept: string): Promise<string> {
    return (await this.#load()).explain(concept);
  }

  async exportProgress(): Promise<void> {
    return (await this.#load()).exportProgress();
  }

  async exportToAnki(): Promise<void> {
    return (await this.#load()).exportToAnki();
  }

  async resetProgress(): Promise<void> {
    return (await this.#load()).resetProgress();
  }

  async importProgress(): Promise<void> {
    return (await this.#load()).importProgress();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    return (await this.#load()).deserializeWebviewPanel(panel);
  }

  dispose(): void {
    this.#changed.dispose();
    void this.#panel?.then((panel) => panel.dispose());
  }

  #load(): Promise<LearnPanel> {
    this.#panel ??= loadPart(this.#extension, 'learning').then((part) => {
      const { createLearnPanel } = part as typeof import('./panel.ts');
      const panel = createLearnPanel(this.#extension, this.#projects, this.#kept, this.#onDidCheck);
      panel.onDidLearn(() => this.#changed.fire());
      return panel;
    });
    this.#panel.catch(() => {
      this.#panel = undefined;
    });
    return this.#panel;
  }
}
