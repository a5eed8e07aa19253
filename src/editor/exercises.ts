import * as vscode from 'vscode';
import type { Fix } from '../learn/content.ts';
import { leftToMend } from '../learn/mend.ts';
import type { Left } from '../learn/view.ts';
import { exerciseFolder } from './exercise-files.ts';
import { isThere } from './on-disk.ts';
import type { Projects } from './projects.ts';

/** Opens the document of an exercise beside the panel; `fresh` writes all of its files as they were at the start. */
export const openExercise = async (
  projects: Projects,
  item: Fix,
  fresh: boolean,
): Promise<void> => {
  const uri = fileOf(item, item.file);
  if (fresh || !(await isThere(uri))) {
    for (const { path, text } of [{ path: item.file, text: item.text }, ...item.beside])
      await write(projects, fileOf(item, path), text);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
};

/** What is left to mend in the document of an exercise as it stands in the editor. */
export const leftOf = async (projects: Projects, item: Fix): Promise<readonly Left[]> => {
  const uri = fileOf(item, item.file);
  const document = await vscode.workspace.openTextDocument(uri);
  const { project } = await projects.current(document);
  return leftToMend(project.service, item);
};

const fileOf = ({ id }: Fix, path: string): vscode.Uri =>
  vscode.Uri.joinPath(exerciseFolder(id), path);

/** Writes a file, or the document of one that is open; saving it would run what the person has set to run then. */
const write = async (projects: Projects, uri: vscode.Uri, text: string): Promise<void> => {
  const open = vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === uri.toString(),
  );
  if (open) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, open.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
  } else await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const { project, path } = projects.locate(uri);
  await project.ready;
  await project.update(path, text);
};
