import * as vscode from 'vscode';
import { equal, present } from './assert.ts';
import { at, diagnostics, show } from './workspace.ts';

const text = `FROM python:3.12-slim AS wheels
RUN pip wheel --no-cache-dir --wheel-dir /wheels joblib==1.4.2

FROM python:3.12-slim
COPY --from=wheels /wheels /wheels
USER 10001
`;

suite('Names of a Dockerfile', () => {
  test('are renamed and found wherever they are used', async () => {
    const document = await show('names/Dockerfile', text);
    const position = document.positionAt(text.indexOf('wheels'));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'builder',
    );
    equal(edit.get(document.uri).length, 2, 'Edits');
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      position,
    );
    equal(
      places.map(({ range }) => document.getText(range)),
      ['wheels', 'wheels'],
    );
  });

  test('stand in stages that fold', async () => {
    const document = await show('names/Dockerfile', text);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    equal(
      folds.map(({ start, end }) => [start, end]),
      [
        [0, 1],
        [3, 5],
      ],
    );
  });
});

suite('Lenses', () => {
  test('lead from a Dockerfile to its words and to questions about it', async () => {
    const document = await show('names/Dockerfile', text);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    equal(
      lenses.map(({ command }) => command?.title.replace(/^Preflight: .*/, 'Preflight')),
      ['Explain this Dockerfile', 'Practise on this file', 'Preflight'],
    );
  });

  test('count what a workload is tied to', async () => {
    const document = await vscode.workspace.openTextDocument(at('k8s/deployment.yaml'));
    await vscode.window.showTextDocument(document);
    await diagnostics(document, (found) => found.length > 0);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    equal(present(titles[0], 'lens'), '1 Service, 1 HPA, built by Dockerfile');
  });
});
