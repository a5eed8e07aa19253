import * as vscode from 'vscode';
import type { Learning } from './learning.ts';

const firstLook = 3_000;
const between = 10 * 60_000;

/** The status bar item "2 due", hidden at zero, for those who have learned something here before; a click opens the session. */
export const showDue = (learning: Learning): vscode.Disposable => {
  const item = vscode.window.createStatusBarItem(
    'seaworthy.due',
    vscode.StatusBarAlignment.Right,
    89,
  );
  item.name = 'Seaworthy: due for review';
  item.command = 'seaworthy.startSession';
  const update = async (): Promise<void> => {
    const isOn = vscode.workspace.getConfiguration('seaworthy').get<boolean>('showDue', true);
    const due = isOn && (await learning.hasBegun()) ? (await learning.overview()).due : 0;
    item.text = `$(mortar-board) ${due} due`;
    item.tooltip = `${due === 1 ? '1 fact is' : `${due} facts are`} due for review`;
    item.accessibilityInformation = { label: `Seaworthy: ${item.tooltip}` };
    if (due > 0) item.show();
    else item.hide();
  };
  const first = setTimeout(() => void update(), firstLook);
  const timer = setInterval(() => void update(), between);
  return vscode.Disposable.from(
    item,
    learning.onDidChange(() => void update()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('seaworthy.showDue')) void update();
    }),
    new vscode.Disposable(() => {
      clearTimeout(first);
      clearInterval(timer);
    }),
  );
};
