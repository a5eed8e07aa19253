import * as vscode from 'vscode';
import { equal } from './assert.ts';
import { diagnostics, quickFixes, ruleOf, show } from './workspace.ts';

const dockerfile = (host: string): string =>
  `FROM python:3.12-slim\nWORKDIR /app\nRUN pip install --no-cache-dir uvicorn==0.34.0\nCOPY main.py ./\nUSER 10001\nCMD ${host}\n`;
const main = 'import uvicorn\n\nuvicorn.run("main:app", port=8000)\n';

const bound = (found: readonly vscode.Diagnostic[]): number =>
  found.filter((each) => ruleOf(each) === 'localhost-in-code').length;

suite('A Python file', () => {
  test('shows what is wrong with its server, and is fixed', async () => {
    const code = await show('code/main.py', main);
    const image = await show('code/Dockerfile', dockerfile('["uvicorn", "main:app"]'));
    await diagnostics(image, (found) => found.length > 0);
    await diagnostics(code, (found) => bound(found) === 0);
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(0, 0, image.lineCount, 0);
    edit.replace(image.uri, whole, dockerfile('["python", "-u", "main.py"]'));
    await vscode.workspace.applyEdit(edit);
    const found = await diagnostics(code, (each) => bound(each) === 1);
    const [finding] = found;
    if (!finding) throw new Error('There is a finding.');
    const fixes = await quickFixes(code, finding.range);
    const fix = fixes.find(({ title }) => title === 'Listen on 0.0.0.0');
    if (!fix?.edit) throw new Error(`The fixes are ${fixes.map(({ title }) => title)}.`);
    await vscode.workspace.applyEdit(fix.edit);
    equal(code.getText(), main.replace('8000', '8000, host="0.0.0.0"'));
    await diagnostics(code, (each) => bound(each) === 0);
  });
});

suite('An import', () => {
  test('shows that no image installs it, and the fix adds the requirement', async () => {
    const list = await show('lack/requirements.txt', 'fastapi>=0.115\n');
    await show(
      'lack/Dockerfile',
      'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY main.py ./\nUSER 10001\nCMD ["python", "-u", "main.py"]\n',
    );
    const code = await show('lack/main.py', 'import fastapi\nimport pandas\n');
    const lacking = (found: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] =>
      found.filter((each) => ruleOf(each) === 'missing-dependency');
    const [finding] = lacking(await diagnostics(code, (each) => lacking(each).length === 1));
    if (!finding) throw new Error('There is a finding.');
    equal(finding.range.start.line, 1);
    const titles = (await quickFixes(code, finding.range)).map(({ title }) => title);
    equal(
      titles.some((title) => title.startsWith('Ignore')),
      false,
    );
    const fix = (await quickFixes(code, finding.range)).find(({ title }) =>
      title.startsWith('Add pandas>='),
    );
    if (!fix?.edit) throw new Error(`The fixes are ${titles}.`);
    await vscode.workspace.applyEdit(fix.edit);
    await diagnostics(code, (each) => lacking(each).length === 0);
    equal(/^fastapi>=0\.115\npandas>=\d[\d.]*\n$/.test(list.getText()), true);
  });
});

suite('A requirements file', () => {
  test('shows what the image that installs it does not find, and is fixed', async () => {
    const list = await show('pins/requirements.txt', 'numpy==2.2.4\ntorch==2.7.1+cpu\n');
    const image = await show(
      'pins/Dockerfile',
      'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nUSER 10001\n',
    );
    const pinned = (found: readonly vscode.Diagnostic[]): number =>
      found.filter((each) => ruleOf(each) === 'torch-build-without-index').length;
    const found = await diagnostics(list, (each) => pinned(each) === 1);
    const finding = found.find((each) => ruleOf(each) === 'torch-build-without-index');
    if (!finding) throw new Error('There is a finding.');
    equal(finding.range.start.line, 1);
    equal(finding.relatedInformation?.[0]?.location.uri.toString(), image.uri.toString());
    const [fix] = (await quickFixes(list, finding.range)).filter(({ title }) =>
      title.startsWith('Add --extra-index-url'),
    );
    if (!fix?.edit) throw new Error('There is a fix.');
    await vscode.workspace.applyEdit(fix.edit);
    await diagnostics(list, (each) => pinned(each) === 0);
    equal(list.lineAt(1).text, '--extra-index-url https://download.pytorch.org/whl/cpu');
  });
});

suite('A compose file', () => {
  test('shows an address that reaches nothing, and is fixed', async () => {
    const text = (host: string): string =>
      `services:\n  train:\n    image: registry.example.com/team/train:1.4.2\n    environment:\n      MLFLOW_TRACKING_URI: http://${host}:5000\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v2.19.0\n    ports: ["5000:5000"]\n`;
    await show('net/Dockerfile', 'FROM python:3.12-slim\nUSER 10001\n');
    const compose = await show('net/compose.yaml', text('localhost'));
    const own = (found: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] =>
      found.filter((each) => ruleOf(each) === 'localhost-between-services');
    const [finding] = own(await diagnostics(compose, (each) => own(each).length === 1));
    if (!finding) throw new Error('There is a finding.');
    const [fix] = (await quickFixes(compose, finding.range)).filter(
      ({ title }) => title === 'Write mlflow:5000',
    );
    if (!fix?.edit) throw new Error('There is a fix.');
    await vscode.workspace.applyEdit(fix.edit);
    await diagnostics(compose, (each) => own(each).length === 0);
    equal(compose.getText(), text('mlflow'));
  });
});
