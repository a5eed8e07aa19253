import * as vscode from 'vscode';
import { pathBelow } from './host.ts';

/** A file's path as people read it: below its folder, with the folder's name where there are several; else its whole address. */
export const shownPath = (uri: vscode.Uri): string => {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const path = folder && pathBelow(folder.uri, uri);
  if (!folder || path === undefined) return uri.toString();
  return isMultiRoot() ? `${folder.name}/${path}` : path;
};

/** The file that `shownPath` gave this path for; undefined when its folder is gone. */
export const uriOfShown = (path: string): vscode.Uri | undefined => {
  if (/^[a-z][\w+.-]*:/i.test(path)) return vscode.Uri.parse(path);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (!isMultiRoot()) return folders[0] && vscode.Uri.joinPath(folders[0].uri, path);
  const folder = folders.find(({ name }) => path.startsWith(`${name}/`));
  return folder && vscode.Uri.joinPath(folder.uri, path.slice(folder.name.length + 1));
};

const isMultiRoot = (): boolean => (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
