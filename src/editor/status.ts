import * as vscode from 'vscode';
import type { Diagnostics } from './diagnostics.ts';
import { selector } from './providers.ts';

/** The status bar item: what was found, beside a file that is looked at; a click opens the Problems view. */
export const showStatus = (diagnostics: Diagnostics): vscode.Disposable => {
  const item = vscode.window.createStatusBarItem(
    'seaworthy.status',
    vscode.StatusBarAlignment.Right,
    90,
  );
  item.name = 'Seaworthy';
  item.command = 'workbench.panel.markers.view.focus';
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || vscode.languages.match(selector, document) === 0) {
      item.hide();
      return;
    }
    const own = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === 'seaworthy');
    const count = own.length;
    item.text = count === 0 ? '$(check) Seaworthy' : `$(search) Seaworthy: ${count}`;
    item.tooltip =
      count === 0
        ? 'Seaworthy finds nothing in this file'
        : `Seaworthy finds ${count} in this file`;
    item.accessibilityInformation = {
      label: `Seaworthy: ${count === 0 ? 'nothing found' : `${count} found`} in this file`,
    };
    item.show();
  };
  update();
  return vscode.Disposable.from(
    item,
    diagnostics.onDidShow(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
};
