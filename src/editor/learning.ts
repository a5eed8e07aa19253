import type * as vscode from 'vscode';
import type { LearnTarget } from './links.ts';
import type { LearnPanel } from './panel.ts';
import { loadPart } from './part.ts';
import type { Projects } from './projects.ts';

/** The learning panel, whose code is read when it is opened first. */
export class Learning implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #projects: Projects;
  readonly #storage: vscode.Uri;
  readonly #onDidCheck: vscode.Event<void>;
  #panel: Promise<LearnPanel> | undefined;

  /** `storage` is the extension's own folder; `onDidCheck` fires when findings were shown anew. */
  constructor(
    extension: vscode.Uri,
    projects: Projects,
    storage: vscode.Uri,
    onDidCheck: vscode.Event<void>,
  ) {
    this.#extension = extension;
    this.#projects = projects;
    this.#storage = storage;
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

  async exportProgress(): Promise<void> {
    return (await this.#load()).exportProgress();
  }

  async importProgress(): Promise<void> {
    return (await this.#load()).importProgress();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    return (await this.#load()).deserializeWebviewPanel(panel);
  }

  dispose(): void {
    void this.#panel?.then((panel) => panel.dispose());
  }

  #load(): Promise<LearnPanel> {
    this.#panel ??= loadPart(this.#extension, 'learning').then((part) => {
      const { createLearnPanel } = part as typeof import('./panel.ts');
      return createLearnPanel(this.#extension, this.#projects, this.#storage, this.#onDidCheck);
    });
    this.#panel.catch(() => {
      this.#panel = undefined;
    });
    return this.#panel;
  }
}
