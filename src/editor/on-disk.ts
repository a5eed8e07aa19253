import * as vscode from 'vscode';

/** What is at an address; undefined where nothing is. */
const typeOf = (uri: vscode.Uri): Thenable<vscode.FileType | undefined> =>
  vscode.workspace.fs.stat(uri).then(
    ({ type }) => type,
    () => undefined,
  );

/** Whether a file or a directory is at an address. */
export const isThere = async (uri: vscode.Uri): Promise<boolean> =>
  (await typeOf(uri)) !== undefined;

/** Whether a directory is at an address. */
export const isDirectory = async (uri: vscode.Uri): Promise<boolean> =>
  (((await typeOf(uri)) ?? 0) & vscode.FileType.Directory) !== 0;
