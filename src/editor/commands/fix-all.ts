import * as vscode from 'vscode';
import { minimalEdits } from '../actions.ts';
import type { Projects } from '../projects.ts';

/** Applies all safe fixes to the file in the active editor. */
export const fixAll = async (projects: Projects): Promise<void> => {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const { document } = editor;
  const { project, path } = await projects.current(document);
  const before = document.getText();
  const after = project.service.fixed(path);
  if (after === before) {
    void vscode.window.setStatusBarMessage('Seaworthy: nothing here has a safe fix', 4000);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, minimalEdits(document, before, after));
  await vscode.workspace.applyEdit(edit);
};
