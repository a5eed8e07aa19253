import * as vscode from 'vscode';
import { equal, present } from './assert.ts';
import { diagnostics, quickFixes, ruleOf, show } from './workspace.ts';

const text = 'FROM python:3.12-slim\nRUN pip install torch==2.4.0\n';
const isPipCache = (diagnostic: vscode.Diagnostic) => ruleOf(diagnostic) === 'pip-cache';

suite('The extension', () => {
  test('activates', async () => {
    const extension = present(
      vscode.extensions.getExtension('seaworthy.seaworthy'),
      'extension seaworthy.seaworthy',
    );
    await extension.activate();
    equal(extension.isActive, true, 'Active');
  });
});

suite('The output of Seaworthy', () => {
  test('is shown by a command of the palette', async () => {
    const extension = present(vscode.extensions.getExtension('seaworthy.seaworthy'), 'extension');
    await extension.activate();
    const manifest: { contributes: { commands: readonly { command: string; title: string }[] } } =
      extension.packageJSON;
    const command = manifest.contributes.commands.find(
      ({ command: id }) => id === 'seaworthy.showOutput',
    );
    equal(present(command, 'seaworthy.showOutput').title, 'Show Output');
    const known = await vscode.commands.getCommands(true);
    equal(known.includes('seaworthy.showOutput'), true, 'Registered');
    await vscode.commands.executeCommand('seaworthy.showOutput');
  });
});

suite('Opening a Dockerfile', () => {
  test('activates the extension', async () => {
    const extension = present(
      vscode.extensions.getExtension('seaworthy.seaworthy'),
      'extension seaworthy.seaworthy',
    );
    const document = await show('activation/Dockerfile', text);
    equal(document.languageId, 'dockerfile', 'Language');
    await diagnostics(document, (found) => found.length > 0);
    equal(extension.isActive, true, 'Active');
  });

  test('underlines the words a finding is about', async () => {
    const document = await show('train/Dockerfile', text);
    const found = await diagnostics(document, (all) => all.some(isPipCache));
    const words = found.filter(isPipCache).map(({ range }) => document.getText(range));
    equal(words, ['pip install']);
  });

  test('offers a quick fix that mends it', async () => {
    const document = await show('serve/Dockerfile', text);
    const found = await diagnostics(document, (all) => all.some(isPipCache));
    const { range } = present(found.find(isPipCache), 'pip-cache');
    const fixes = await quickFixes(document, range);
    const fix = present(
      fixes.find(({ title }) => title === 'Add --no-cache-dir'),
      `fix among ${fixes.map(({ title }) => title).join(', ')}`,
    );
    await vscode.workspace.applyEdit(present(fix.edit, 'edit'));
    equal(document.lineAt(1).text, 'RUN pip install --no-cache-dir torch==2.4.0');
    await diagnostics(document, (all) => !all.some(isPipCache));
  });
});
