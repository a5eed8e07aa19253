import * as vscode from 'vscode';
import { present } from './assert.ts';

/** Address of a path in the opened folder, whichever scheme the folder has. */
export function at(path: string): vscode.Uri {
  const [folder] = present(vscode.workspace.workspaceFolders, 'open folder');
  return vscode.Uri.joinPath(present(folder, 'open folder').uri, path);
}

/** Writes a file of the opened folder and shows it in an editor; rejects when the editor has another text after 10 s. */
export async function show(path: string, text: string): Promise<vscode.TextDocument> {
  const uri = at(path);
  // VS Code may read an open file while it is written, and find it empty.
  const open = vscode.workspace.textDocuments.find((each) => String(each.uri) === String(uri));
  if (open?.getText() !== text)
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  for (let left = 100; document.getText() !== text; left--) {
    if (left === 0) throw new Error(`After 10 s ${path} is ${JSON.stringify(document.getText())}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await vscode.window.showTextDocument(document);
  return document;
}

/** The extension's diagnostics of a document, as soon as they satisfy `ready`. Rejects after 10 s. */
export function diagnostics(
  document: vscode.TextDocument,
  ready: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const read = () =>
    vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'seaworthy');
  return new Promise((resolve, reject) => {
    const clock = setTimeout(() => {
      watch.dispose();
      const said = read().map(({ message }) => message);
      reject(new Error(`After 10 s the diagnostics are ${JSON.stringify(said)}.`));
    }, 10_000);
    const look = () => {
      const found = read();
      if (!ready(found)) return;
      clearTimeout(clock);
      watch.dispose();
      resolve(found);
    };
    const watch = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** The rule a diagnostic names. */
export function ruleOf({ code }: vscode.Diagnostic): string | undefined {
  return typeof code === 'object' ? String(code.value) : undefined;
}

/** Quick fixes offered at a range, with their edits resolved; asked for again while there are none, as VS Code does when it is busy. */
export async function quickFixes(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<readonly vscode.CodeAction[]> {
  for (let left = 5; ; left--) {
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      100,
    );
    if (found.length > 0 || left === 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
