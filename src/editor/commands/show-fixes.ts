import * as vscode from 'vscode';
import type { LearnTarget } from '../links.ts';
import { converterFor } from '../places.ts';

/** Puts the cursor on a finding and opens the menu of its fixes, which VS Code opens at the cursor only. */
export const showFixes = async (target: LearnTarget | undefined): Promise<void> => {
  if (!target) return;
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === target.uri,
  );
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
  const selection = converterFor(document.getText()).range([target.start, target.start]);
  await vscode.window.showTextDocument(document, {
    selection,
    ...(shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn }),
  });
  await vscode.commands.executeCommand('editor.action.quickFix');
};
