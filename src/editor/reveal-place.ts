import * as vscode from 'vscode';
import type { Place } from '../learn/view.ts';
import { converterFor } from './places.ts';
import { uriOfShown } from './shown-path.ts';

/** Opens the file of a place and selects it: in the column where the file is shown, or else in the first one. */
export const revealPlace = async ({ path, start, end }: Place): Promise<void> => {
  const uri = uriOfShown(path);
  if (!uri) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const shown = vscode.window.visibleTextEditors.find((each) => each.document === document);
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: converterFor(document.getText()).range([start, end]),
  });
};
