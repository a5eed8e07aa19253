import * as vscode from 'vscode';
import { equal } from './assert.ts';
import { diagnostics, ruleOf, show } from './workspace.ts';

const text =
  'FROM python:3.12-slim\nRUN echo model && \\\n    pip install torch==2.4.0\nUSER 10001\n';
const isPipCache = (diagnostic: vscode.Diagnostic) => ruleOf(diagnostic) === 'pip-cache';

suite('Another linter in the same editor', () => {
  const other = vscode.languages.createDiagnosticCollection('another linter');
  suiteTeardown(() => other.dispose());

  test('is left to say what it says, and nothing more', async () => {
    const document = await show('coexist/Dockerfile', text);
    await diagnostics(document, (found) => found.some(isPipCache));
    const theirs = new vscode.Diagnostic(new vscode.Range(1, 0, 1, 1), 'Avoid the cache');
    theirs.source = 'hadolint';
    theirs.code = 'DL3042';
    other.set(document.uri, [theirs]);
    const left = await diagnostics(document, (found) => !found.some(isPipCache));
    equal(left.filter(isPipCache).length, 0, 'Findings said twice');
    other.delete(document.uri);
    await diagnostics(document, (found) => found.some(isPipCache));
  });
});
