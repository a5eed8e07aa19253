import * as vscode from 'vscode';
import type { Host } from '../project/host.ts';
import { holdsFindings, isLinted, isOwnSettings, recognise } from '../project/recognise.ts';
import type { Service } from '../service.ts';
import type { Path } from '../text/path.ts';
import { exerciseOf } from './exercise-files.ts';
import { exerciseHost, folderHost, looseHost, pathBelow } from './host.ts';
import { log, logFailure } from './log.ts';
import { loadPart } from './part.ts';
import { userSettings } from './settings.ts';

/** Endings by which a document is recognised that is named otherwise, such as one that was never saved. */
const endings: Readonly<Record<string, string>> = { dockerfile: '.Dockerfile', yaml: '.yaml' };

/** Whether a document is a Dockerfile, a manifest or our own settings, by its language, name and text. */
export const isChecked = (document: vscode.TextDocument): boolean => {
  const { path } = document.uri;
  const name =
    recognise(path) === undefined ? `${path}${endings[document.languageId] ?? ''}` : path;
  return isLinted(recognise(name, document.getText())) || isOwnSettings(path);
};

/** What editors call the language of compose files. */
const yamlLanguages: ReadonlySet<string> = new Set(['yaml', 'dockercompose']);

/** Whether a document is of a kind that is not checked by itself and may hold what makes a container fail. */
const mayHoldFindings = (document: vscode.TextDocument): boolean => {
  const path = document.uri.path.slice(1);
  return (
    document.languageId === 'python' ||
    holdsFindings(recognise(path)) ||
    (yamlLanguages.has(document.languageId) && holdsFindings(recognise(path, document.getText())))
  );
};

/** Whether a folder has a Dockerfile, by its name. */
const hasDockerfile = async (folder: vscode.WorkspaceFolder): Promise<boolean> => {
  const pattern = new vscode.RelativePattern(folder, dockerfileNames);
  return (await vscode.workspace.findFiles(pattern, undefined, 1)).length > 0;
};

const dockerfileNames = '**/{Dockerfile,Dockerfile.*,*.Dockerfile,*.dockerfile,Containerfile}';

type Engine = typeof import('../service.ts');

/** One engine: that of a workspace folder, or of the documents outside of all folders. */
export interface Project {
  /** Only there when `ready` has resolved; it takes texts by `update` below, which notes what they change. */
  readonly service: Omit<Service, 'update'>;
  /** Resolves when the engine's code and the folder were read. */
  readonly ready: Promise<void>;
  readonly root: vscode.Uri | undefined;
  /** Takes a file's new text, or undefined when it is gone, and notes whose findings may have changed; call it after `ready`. */
  update(path: Path, text: string | undefined): Promise<void>;
  /** The files whose findings may have changed since this was asked last, whoever took the text. */
  changed(): readonly Path[];
}

/** A file and the project that it belongs to. */
export interface Located {
  readonly project: Project;
  readonly path: Path;
}

/** The projects of the window, made when first needed. */
export class Projects implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #projects = new Map<string, Project>();
  readonly #aliases = new Map<string, Path>();
  readonly #named = new Map<Path, vscode.Uri>();
  readonly #dockerfiles = new Map<string, Promise<boolean>>();
  readonly #subscriptions: vscode.Disposable[] = [];
  #loading: Promise<Engine> | undefined;

  constructor(extension: vscode.Uri) {
    this.#extension = extension;
    this.#subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) this.#projects.delete(uri.toString());
      }),
    );
  }

  /** The project of a document; one whose language tells more than its name gets a name that says so. */
  locateDocument({ uri, languageId }: vscode.TextDocument): Located {
    const located = this.locate(uri);
    const ending = endings[languageId];
    if (!ending || recognise(located.path) !== undefined) return located;
    const path = `${located.path}${ending}`;
    this.#aliases.set(uri.toString(), path);
    this.#named.set(path, uri);
    return { ...located, path };
  }

  /** The project of a document once it was read and has taken the document's text. */
  async current(document: vscode.TextDocument): Promise<Located> {
    const located = this.locateDocument(document);
    await located.project.ready;
    await located.project.update(located.path, document.getText());
    return located;
  }

  /** The project of a file; files outside of all folders share one, by their whole address. */
  locate(uri: vscode.Uri): Located {
    const exercise = exerciseOf(uri);
    if (exercise)
      return { project: this.#exercise(exercise), path: pathBelow(exercise, uri) ?? '' };
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const path = folder && pathBelow(folder.uri, uri);
    const alias = this.#aliases.get(uri.toString());
    if (folder && path !== undefined) return { project: this.#of(folder), path: alias ?? path };
    return { project: this.#loose(), path: alias ?? loosePath(uri) };
  }

  /** Whether the project of a file was made already; a file that is not checked does not make one. */
  isMade(uri: vscode.Uri): boolean {
    const folder = exerciseOf(uri) ?? vscode.workspace.getWorkspaceFolder(uri)?.uri;
    return this.#projects.has(folder ? folder.toString() : '');
  }

  /** Whether a document is code, a list of requirements, a compose file or a file of variables that findings of a project that was made may be in. */
  isMadeFor(document: vscode.TextDocument): boolean {
    return mayHoldFindings(document) && this.isMade(document.uri);
  }

  /** Whether the project of a document is to be read for what findings may be in it: it is a compose file, or in a folder with a Dockerfile. */
  async concerns(document: vscode.TextDocument): Promise<boolean> {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (!folder || !mayHoldFindings(document)) return false;
    if (yamlLanguages.has(document.languageId)) return true;
    const key = folder.uri.toString();
    const known = this.#dockerfiles.get(key) ?? hasDockerfile(folder);
    // One that is made later is opened, or not of interest yet.
    this.#dockerfiles.set(key, known);
    return known;
  }

  /** The projects of all workspace folders. */
  all(): readonly Project[] {
    return (vscode.workspace.workspaceFolders ?? []).map((folder) => this.#of(folder));
  }

  /** Every project of the person that was made so far; exercises are none. */
  made(): readonly Project[] {
    return [...this.#projects.values()].filter(({ root }) => !root || !exerciseOf(root));
  }

  /** The address of a file of a project. */
  uriOf({ root }: Project, path: Path): vscode.Uri {
    return this.#named.get(path) ?? (root ? vscode.Uri.joinPath(root, path) : looseUri(path));
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
  }

  #engine(): Promise<Engine> {
    this.#loading ??= loadPart(this.#extension, 'engine') as Promise<Engine>;
    return this.#loading;
  }

  #of(folder: vscode.WorkspaceFolder): Project {
    return this.#make(folder.uri.toString(), folder.uri, () =>
      folderHost(folder.uri, folder.name, this.#extension),
    );
  }

  #exercise(root: vscode.Uri): Project {
    return this.#make(root.toString(), root, () => exerciseHost(root, this.#extension));
  }

  #loose(): Project {
    return this.#make('', undefined, () => looseHost(this.#extension));
  }

  #make(key: string, root: vscode.Uri | undefined, host: () => Host): Project {
    const known = this.#projects.get(key);
    if (known) return known;
    let service: Service | undefined;
    const changed = new Set<Path>();
    const project: Project = {
      get service() {
        if (!service) throw new Error('Seaworthy is still reading the project.');
        return service;
      },
      ready: this.#engine().then(({ createService }) => {
        const started = Date.now();
        const made = createService({ ...host(), report: logFailure });
        service = made;
        // An exercise is checked as its author did, whatever the person has switched off.
        if (!root || !exerciseOf(root)) made.override(userSettings(root));
        return made.load().then(() => {
          const name = root?.toString(true) ?? 'documents outside of all folders';
          log().info(
            `Read ${name} in ${Date.now() - started} ms: ${made.linted().length} files to check.`,
          );
        });
      }),
      root,
      async update(path, text) {
        for (const each of (await service?.update(path, text)) ?? []) changed.add(each);
      },
      changed() {
        const paths = [...changed];
        changed.clear();
        return paths;
      },
    };
    project.ready.catch((error: unknown) => {
      // The next document tries again.
      this.#projects.delete(key);
      this.#loading = undefined;
      logFailure({ part: 'reading the project', error });
    });
    this.#projects.set(key, project);
    return project;
  }
}

// A loose document keeps its name at the end of its path, so that it is recognised; the address is kept beside it.
const addresses = new Map<Path, vscode.Uri>();

const loosePath = (uri: vscode.Uri): Path => {
  const path = `${encodeURIComponent(`${uri.scheme}:${uri.authority}`)}${uri.path.startsWith('/') ? '' : '/'}${uri.path}`;
  addresses.set(path, uri);
  return path;
};

const looseUri = (path: Path): vscode.Uri => addresses.get(path) ?? vscode.Uri.parse(path);
