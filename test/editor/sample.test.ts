import * as vscode from 'vscode';
import { sampleFindings } from '../support/sample-findings.ts';
import { equal, present } from './assert.ts';
import { at, diagnostics, ruleOf } from './workspace.ts';

const files = [
  'Dockerfile',
  'k8s/deployment.yaml',
  'k8s/hpa.yaml',
  'k8s/ingress.yaml',
  'k8s/service.yaml',
];

const found = (path: string): readonly string[] =>
  vscode.languages
    .getDiagnostics(at(path))
    .filter(({ source }) => source === 'seaworthy')
    .map((each) => `${path}:${each.range.start.line + 1} ${ruleOf(each)}`);

suite('The sample project', () => {
  test('has the same findings as on the command line', async () => {
    await vscode.commands.executeCommand('seaworthy.checkWorkspace');
    equal(files.flatMap(found).toSorted(), [...sampleFindings], 'Findings');
  });

  test('shows both ends of a finding between two files', async () => {
    const document = await vscode.workspace.openTextDocument(at('Dockerfile'));
    const all = await diagnostics(document, (each) => each.length > 0);
    const missing = present(
      all.find((each) => ruleOf(each) === 'missing-dependency'),
      'missing-dependency',
    );
    const [related] = present(missing.relatedInformation, 'related place');
    equal(present(related, 'related place').location.uri.path.endsWith('/app.py'), true, 'app.py');
  });

  test('explains a field of a manifest and completes one', async () => {
    const document = await vscode.workspace.openTextDocument(at('k8s/deployment.yaml'));
    await vscode.window.showTextDocument(document);
    const image = document.positionAt(document.getText().indexOf('imagePullPolicy') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      image,
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((each) => (typeof each === 'string' ? each : each.value))
      .join('\n');
    equal(text.includes('Image pull policy'), true, text);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(document.getText().indexOf('always') + 1),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    equal(
      ['Always', 'IfNotPresent', 'Never'].every((word) => labels.includes(word)),
      true,
      labels.join(' '),
    );
  });

  test('leads from the autoscaler to its target', async () => {
    const document = await vscode.workspace.openTextDocument(at('k8s/hpa.yaml'));
    const name = document.getText().lastIndexOf('churn-model') + 2;
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      document.positionAt(name),
    );
    equal(
      places.map(({ uri }) => uri.path.split('/').slice(-2).join('/')),
      ['k8s/deployment.yaml'],
    );
  });

  test('registers every command it contributes', async () => {
    const extension = present(vscode.extensions.getExtension('seaworthy.seaworthy'), 'extension');
    const manifest: { contributes: { commands: readonly { command: string }[] } } =
      extension.packageJSON;
    const known = await vscode.commands.getCommands(true);
    const lost = manifest.contributes.commands
      .map(({ command }) => command)
      .filter((command) => !known.includes(command));
    equal(lost, []);
  });

  test('follows the settings of the user at once', async () => {
    const document = await vscode.workspace.openTextDocument(at('Dockerfile'));
    const settings = vscode.workspace.getConfiguration('seaworthy', document.uri);
    await settings.update('rules', { DL3042: 'off' }, vscode.ConfigurationTarget.Workspace);
    await diagnostics(document, (all) => !all.some((each) => ruleOf(each) === 'pip-cache'));
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await diagnostics(document, (all) => all.some((each) => ruleOf(each) === 'pip-cache'));
  });

  test('mends everything safe on request', async () => {
    const document = await vscode.workspace.openTextDocument(at('Dockerfile'));
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      whole,
      'source.fixAll.seaworthy',
      10,
    );
    const [fix] = actions;
    await vscode.workspace.applyEdit(present(present(fix, 'fix-all').edit, 'edit'));
    equal(
      /pip install --no-cache-dir -r requirements\.txt/.test(document.getText()),
      true,
      document.getText(),
    );
  });

  test('is checked in text that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'dockerfile',
      content: 'FROM python:3.12-slim\nRUN pip install torch==2.4.0\n',
    });
    await vscode.window.showTextDocument(document);
    await diagnostics(document, (all) => all.some((each) => ruleOf(each) === 'pip-cache'));
  });
});
