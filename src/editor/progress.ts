import * as vscode from 'vscode';
import { ankiNotes } from '../learn/anki.ts';
import type { Page } from '../learn/content.ts';
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

/** Writes all cards and questions to a file for Anki that the user chooses. */
export const exportToAnki = async (pages: readonly Page[]): Promise<void> => {
  const uri = await vscode.window.showSaveDialog({
    filters: { 'Anki text': ['txt', 'tsv'] },
    title: 'Export cards for Anki',
  });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(ankiNotes(pages)));
};

/** Deletes all answers when the user confirms it; whether that was done. */
export const resetAnswers = async (answers: Answers): Promise<boolean> => {
  const count = (await answers.all()).length;
  const sure = 'Delete';
  const chosen = await vscode.window.showWarningMessage(
    `Delete ${count === 1 ? 'the one record' : `all ${count} records`} of what you have learned here?`,
    { modal: true, detail: 'This cannot be undone. Export them first if you may want them back.' },
    sure,
  );
  if (chosen !== sure) return false;
  await answers.clear();
  return true;
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
  const count = added.length === 1 ? '1 record' : `${added.length} records`;
  void vscode.window.showInformationMessage(`Seaworthy: ${count} imported${note}.`);
};
