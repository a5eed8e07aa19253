import * as vscode from 'vscode';
import type { Diagnostics } from '../diagnostics.ts';

/** Checks every file of the workspace with progress and cancel, and ends in the Problems view. */
export const checkWorkspace = async (diagnostics: Diagnostics): Promise<void> => {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(
      'Open a folder first: Seaworthy checks the files of the workspace.',
    );
    return;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: 'Seaworthy checks the workspace',
    cancellable: true,
  };
  await vscode.window.withProgress(options, (progress, token) =>
    diagnostics.checkAll((message) => progress.report({ message }), token),
  );
  await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
};
