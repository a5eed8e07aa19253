import * as vscode from 'vscode';
import type { Learning } from './learning.ts';

const firstLook = 3_000;
const between = 10 * 60_000;

const dueText = (due: number): string =>
  `${due === 1 ? '1 fact is' : `${due} facts are`} due for review`;

/** The status bar item "2 due" or "1 to confirm", hidden at zero, for those who have learned something here before; a click opens it. */
export const showDue = (learning: Learning): vscode.Disposable => {
  const item = vscode.window.createStatusBarItem(
    'seaworthy.due',
    vscode.StatusBarAlignment.Right,
    89,
  );
  item.name = 'Seaworthy: due for review';
  const update = async (): Promise<void> => {
    const isOn = vscode.workspace.getConfiguration('seaworthy').get<boolean>('showDue', true);
    const known = isOn && (await learning.hasBegun()) ? await learning.overview() : undefined;
    const { due, confirm } = known ?? { due: 0, confirm: [] };
    const [offer] = confirm;
    item.text = `$(mortar-board) ${due > 0 ? `${due} due` : `${confirm.length} to confirm`}`;
    item.tooltip = [...(due > 0 ? [dueText(due)] : []), ...confirm.map(({ label }) => label)].join(
      ', ',
    );
    item.accessibilityInformation = { label: `Seaworthy: ${item.tooltip}` };
    item.command =
      due === 0 && offer
        ? { command: 'seaworthy.study', title: offer.label, arguments: [offer.request] }
        : 'seaworthy.startSession';
    if (due > 0 || offer) item.show();
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
