import * as vscode from 'vscode';
import type { OutlineEntry } from '../features/outline.ts';
import type { Diagnostic } from '../lint/diagnostic.ts';
import type { ShellText } from '../lint/shellcheck.ts';
import { holdsFindings, isLinted, isOwnSettings, type Kind } from '../project/recognise.ts';
import type { Path } from '../text/path.ts';
import { touches } from '../text/span.ts';
import { readText } from './host.ts';
import { learnLink } from './links.ts';
import { logged } from './log.ts';
import { isDirectory } from './on-disk.ts';
import { isSaid, saidByOthers } from './peers.ts';
import { converterFor } from './places.ts';
import { isChecked, type Project, type Projects } from './projects.ts';
import { checkDelay } from './settings.ts';
import { Shellcheck } from './shellcheck.ts';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/** Keeps the engine up to date with the documents and shows its findings. */
export class Diagnostics implements vscode.Disposable {
  readonly #projects: Projects;
  readonly #shown = vscode.languages.createDiagnosticCollection('seaworthy');
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [this.#shown, this.#changed];
  /** What other extensions said of each file when it was shown last. */
  readonly #others = new Map<string, string>();
  readonly #shellcheck = new Shellcheck();
  #everything = false;

  /** Fires after findings were shown anew. */
  readonly onDidShow = this.#changed.event;

  constructor(projects: Projects) {
    this.#projects = projects;
    const onDisk = logged('reading a file', (uri: vscode.Uri) => this.#onDisk(uri));
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate(onDisk),
      watcher.onDidChange(onDisk),
      watcher.onDidDelete(logged('forgetting a file', (uri: vscode.Uri) => this.#gone(uri))),
      vscode.workspace.onDidOpenTextDocument((document) => this.#schedule(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) =>
        this.#schedule(document, checkDelay()),
      ),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => this.#onOthers(uris)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => onDisk(uri)),
    );
    for (const document of vscode.workspace.textDocuments) this.#schedule(document, 0);
  }

  /** The number of findings that are shown, by severity. */
  counts(): { readonly errors: number; readonly warnings: number } {
    let [errors, warnings] = [0, 0];
    this.#shown.forEach((_, diagnostics) => {
      for (const { severity } of diagnostics) {
        if (severity === vscode.DiagnosticSeverity.Error) errors++;
        if (severity === vscode.DiagnosticSeverity.Warning) warnings++;
      }
    });
    return { errors, warnings };
  }

  /** Shows the findings of all files of all folders; returns how many files were checked. */
  async checkAll(
    progress: (message: string) => void,
    token: vscode.CancellationToken,
  ): Promise<number> {
    this.#everything = true;
    let count = 0;
    for (const project of this.#projects.all()) {
      await project.ready;
      for (const path of shownFiles(project)) {
        if (token.isCancellationRequested) return count;
        progress(path);
        this.#show(project, path);
        count++;
        if (count % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
    }
    this.#changed.fire();
    return count;
  }

  /** Takes the text of a document at once and shows its findings; waits until the project was read. */
  async take(document: vscode.TextDocument): Promise<void> {
    clearTimeout(this.#timers.get(document.uri.toString()));
    this.#timers.delete(document.uri.toString());
    if (document.isClosed || !isWatched(document.uri)) return;
    const known = isChecked(document) || this.#projects.isMade(document.uri);
    if (!known && !(await this.#projects.concerns(document))) return;
    const { version } = document;
    const { project, path } = await this.#projects.current(document);
    if (document.version !== version) return;
    this.#showAll(project, project.changed());
    await this.#shell(document, project, path);
  }

  /** Adds what shellcheck says of a Dockerfile, unless the text changes meanwhile. */
  async #shell(document: vscode.TextDocument, { service }: Project, path: Path): Promise<void> {
    if (!this.#shellcheck.isThere(document.uri)) return;
    const { version } = document;
    const printed: (readonly [ShellText, string])[] = [];
    for (const text of service.shellTexts(path)) {
      const said = await this.#shellcheck.check(text);
      if (document.version !== version) return;
      if (said !== undefined) printed.push([text, said]);
    }
    if (printed.length === 0) return;
    service.addShellcheck(path, printed);
    const { project } = this.#projects.locateDocument(document);
    this.#showAll(project, [path]);
  }

  /** Shows a project's findings again, after settings changed. */
  refresh(project: Project): void {
    this.#showAll(project, shownFiles(project));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const each of this.#subscriptions) each.dispose();
  }

  #onOthers(uris: readonly vscode.Uri[]): void {
    // A file that was shown belongs to a project that is ready.
    for (const uri of uris) {
      const before = this.#others.get(uri.toString());
      if (before === undefined || before === [...saidByOthers(uri)].join()) continue;
      const { project, path } = this.#projects.locate(uri);
      this.#show(project, path);
      this.#changed.fire();
    }
  }

  #schedule(document: vscode.TextDocument, delay: number): void {
    if (!isWatched(document.uri)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void logged('checking', () => this.take(document))(), delay),
    );
  }

  async #onDisk(uri: vscode.Uri): Promise<void> {
    if (!isWatched(uri) || openDocument(uri) || !this.#projects.isMade(uri)) return;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) {
      this.#shown.delete(uri);
      this.#changed.fire();
      return;
    }
    const { project, path } = this.#projects.locate(uri);
    await project.ready;
    const text = await readText(uri);
    // Of a directory that appears as a whole only the directory may be told.
    if (text === undefined && (await isDirectory(uri))) {
      const inside = new vscode.RelativePattern(uri, '**/*');
      for (const each of await vscode.workspace.findFiles(inside, undefined, mostInside))
        await this.#onDisk(each);
      return;
    }
    // A document that was opened meanwhile has the newer text.
    if (openDocument(uri)) return;
    await project.update(path, text ?? '');
    if (!this.#everything) this.#shown.delete(uri);
    this.#showAll(project, project.changed());
  }

  async #gone(uri: vscode.Uri): Promise<void> {
    if (!isWatched(uri) || !this.#projects.isMade(uri)) return;
    const { project, path } = this.#projects.locate(uri);
    await project.ready;
    const inside = project.service.linted().filter((each) => each.startsWith(`${path}/`));
    for (const each of [path, ...inside]) {
      await project.update(each, undefined);
      this.#shown.delete(this.#projects.uriOf(project, each));
    }
    this.#showAll(project, project.changed());
  }

  #showAll(project: Project, paths: readonly Path[]): void {
    // What a Dockerfile starts or installs is said of in its own file, which may have been open before.
    const code = this.#everything ? project.service.codeFiles() : this.#openCode(project);
    for (const path of new Set([...paths, ...code])) {
      const uri = this.#projects.uriOf(project, path);
      if (this.#everything || openDocument(uri)) this.#show(project, path);
    }
    this.#changed.fire();
  }

  /** The open documents that are code or requirements of a project. */
  #openCode(project: Project): readonly Path[] {
    return vscode.workspace.textDocuments.flatMap((document) => {
      if (!this.#projects.isMadeFor(document)) return [];
      const located = this.#projects.locate(document.uri);
      return located.project === project ? [located.path] : [];
    });
  }

  #show(project: Project, path: Path): void {
    const { service } = project;
    const uri = this.#projects.uriOf(project, path);
    const text = service.text(path);
    if (text === undefined || !mayHaveFindings(service.kind(path), path)) {
      this.#shown.delete(uri);
      return;
    }
    const { range } = converterFor(text);
    const said = saidByOthers(uri);
    this.#others.set(uri.toString(), [...said].join());
    const wholes = said.size > 0 ? service.symbols(path).flatMap(withChildren) : [];
    const findings = service.shownFindings(path).filter((each) => {
      const around = wholes.filter(({ whole }) => touches(whole, each.at[0]));
      const lines = [each.at, ...around.map(({ whole }) => whole)];
      return !isSaid(
        each,
        lines.map((span) => range(span).start.line),
        said,
      );
    });
    this.#shown.set(
      uri,
      findings.map((each) => this.#toDiagnostic(project, path, each, range)),
    );
  }

  #toDiagnostic(
    project: Project,
    path: Path,
    finding: Diagnostic,
    range: (span: Diagnostic['at']) => vscode.Range,
  ): vscode.Diagnostic {
    const uri = this.#projects.uriOf(project, path);
    const result = new vscode.Diagnostic(
      range(finding.at),
      finding.message,
      severities[finding.severity],
    );
    result.source = 'seaworthy';
    result.code = { value: finding.rule.id, target: learnLink(uri, finding) };
    if (finding.tag === 'unnecessary') result.tags = [vscode.DiagnosticTag.Unnecessary];
    if (finding.tag === 'deprecated') result.tags = [vscode.DiagnosticTag.Deprecated];
    result.relatedInformation = (finding.related ?? []).map((place) => {
      const there = converterFor(project.service.text(place.file) ?? '').range(place.at);
      return new vscode.DiagnosticRelatedInformation(
        new vscode.Location(this.#projects.uriOf(project, place.file), there),
        place.message,
      );
    });
    return result;
  }
}

/** All files of a project that can have findings. */
const shownFiles = ({ service }: Project): readonly Path[] => [
  ...service.linted(),
  ...service.settingsFiles(),
  ...service.codeFiles(),
];

const mayHaveFindings = (kind: Kind | undefined, path: Path): boolean =>
  isLinted(kind) || holdsFindings(kind) || isOwnSettings(path);

const withChildren = (entry: OutlineEntry): readonly OutlineEntry[] => [entry, ...entry.children];

const mostInside = 2000;

// Documents that only mirror others: the output view, diffs and version control.
const isWatched = ({ scheme }: vscode.Uri): boolean =>
  ![
    'output',
    'git',
    'vscode-scm',
    'comment',
    'vscode',
    'debug',
    'search-editor',
    'vscode-userdata',
    'vscode-settings',
  ].includes(scheme);

const openDocument = (uri: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === uri.toString() && !each.isClosed,
  );
