import * as vscode from 'vscode';
import { decodeLog, encodeLog } from '../learn/log.ts';
import type { Answers } from './answers.ts';

const filters = { 'Seaworthy progress': ['ndjson'] };

/** Writes all answers to a file that the user chooses: one JSON record a line. */
export const exportAnswers = async (answers: Answers): Promise<void> => {
  const uri = await vscode.window.showSaveDialog({ filters, title: 'Export learning progress' });
  if (!uri) return;
  const text = encodeLog(await answers.all());
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
};

/** Adds the answers of a file that the user chooses; those that are here already count once. */
export const importAnswers = async (answers: Answers): Promise<void> => {
  const [uri] =
    (await vscode.window.showOpenDialog({ filters, title: 'Import learning progress' })) ?? [];
  if (!uri) return;
  const { records, dropped } = decodeLog(
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)),
  );
  const known = new Set((await answers.all()).map(({ id }) => id));
  const added = records.filter(({ id }) => !known.has(id));
  await answers.add(added);
  const note = dropped > 0 ? `; ${dropped} lines could not be read` : '';
  void vscode.window.showInformationMessage(`Seaworthy: ${added.length} answers imported${note}.`);
};
