import * as vscode from 'vscode';
import { pathBelow } from './host.ts';

/** The scheme of documents that are mended for the learning panel: `seaworthy-exercise:/<concept>/<item>/<path>`. */
export const exerciseScheme = 'seaworthy-exercise';

/** The folder of an exercise by the id of its item: `probes/mend-restarts`. */
export const exerciseFolder = (item: string): vscode.Uri =>
  vscode.Uri.from({ scheme: exerciseScheme, path: `/${item}` });

/** The folder of the exercise that a document belongs to, or undefined when it belongs to none. */
export const exerciseOf = ({ scheme, path }: vscode.Uri): vscode.Uri | undefined => {
  const [, concept, item] = path.split('/');
  return scheme === exerciseScheme && concept && item
    ? exerciseFolder(`${concept}/${item}`)
    : undefined;
};

/**
 * The documents of exercises as a file system of their own, kept in the storage of the extension: they are no part of the
 * workspace, ask for no trust, and what was typed and saved is there in the next window.
 */
export class ExerciseFiles implements vscode.FileSystemProvider {
  readonly #storage: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(storage: vscode.Uri) {
    this.#storage = vscode.Uri.joinPath(storage, 'exercises');
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): Thenable<vscode.FileStat> {
    return vscode.workspace.fs.stat(this.#real(uri));
  }

  readDirectory(uri: vscode.Uri): Thenable<[string, vscode.FileType][]> {
    return vscode.workspace.fs.readDirectory(this.#real(uri));
  }

  createDirectory(uri: vscode.Uri): Thenable<void> {
    return vscode.workspace.fs.createDirectory(this.#real(uri));
  }

  readFile(uri: vscode.Uri): Thenable<Uint8Array> {
    return vscode.workspace.fs.readFile(this.#real(uri));
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await vscode.workspace.fs.writeFile(this.#real(uri), content);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async delete(uri: vscode.Uri, options: { readonly recursive: boolean }): Promise<void> {
    await vscode.workspace.fs.delete(this.#real(uri), options);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  async rename(
    from: vscode.Uri,
    to: vscode.Uri,
    options: { readonly overwrite: boolean },
  ): Promise<void> {
    await vscode.workspace.fs.rename(this.#real(from), this.#real(to), options);
    this.#changed.fire([
      { type: vscode.FileChangeType.Deleted, uri: from },
      { type: vscode.FileChangeType.Created, uri: to },
    ]);
  }

  #real({ path }: vscode.Uri): vscode.Uri {
    const real = vscode.Uri.joinPath(this.#storage, path);
    if (pathBelow(this.#storage, real) === undefined && real.path !== this.#storage.path)
      throw vscode.FileSystemError.NoPermissions(path);
    return real;
  }
}
