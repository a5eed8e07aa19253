import * as vscode from 'vscode';
import { equal } from './assert.ts';
import { diagnostics, ruleOf } from './workspace.ts';

const folder = vscode.Uri.parse('seaworthy-exercise:/a-concept/an-item');
const inFolder = (path: string) => folder.with({ path: `${folder.path}/${path}` });
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(inFolder(path), new TextEncoder().encode(text));

suite('Documents of exercises', () => {
  test('are kept, and checked with the files beside them', async () => {
    await write('requirements.txt', 'numpy==2.1.1\n');
    await write('serve/app.py', 'import numpy\n');
    await write(
      'Dockerfile',
      'FROM python:3.12-slim\nWORKDIR /app\nCOPY serve/app.py lost.py ./\nUSER 10001\nCMD ["python", "-u", "app.py"]\n',
    );
    const document = await vscode.workspace.openTextDocument(inFolder('Dockerfile'));
    const found = await diagnostics(document, (each) => each.length > 0);
    equal(
      found.map(ruleOf).toSorted(),
      ['copy-source-missing', 'missing-dependency'],
      'What is found',
    );
  });

  test('stay in their folder', async () => {
    const written = await write('../../../x.txt', 'x').then(
      () => 'written',
      () => 'refused',
    );
    equal(written, 'refused', 'A file outside of the folder');
  });
});
