import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openWorkbench, type Workbench } from '../vscode-host/driver.ts';
import {
  breadcrumbs,
  complete,
  editorWith,
  inHover,
  onDisk,
  outline,
  place,
  problems,
  statusItem,
} from './editor.ts';

const training = `FROM python:3.12-slim-bookworm
WORKDIR /app
COPY train.py ./
RUN pip install joblib==1.4.2 pandas==2.2.3 scikit-learn==1.5.2
RUN apt-get update && apt-get install curl
USER 10001
CMD ["python", "-u", "train.py"]
`;

const mended = `FROM python:3.12-slim-bookworm
WORKDIR /app
COPY train.py ./
RUN pip install --no-cache-dir joblib==1.4.2 pandas==2.2.3 scikit-learn==1.5.2
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
USER 10001
CMD ["python", "-u", "train.py"]
`;

const twoStages = `FROM python:3.12-slim-bookworm AS wheels
WORKDIR /wheels
RUN pip wheel --no-cache-dir joblib==1.4.2

FROM python:3.12-slim-bookworm AS serve
COPY --from=wheels /wheels /wheels
USER 10001
`;

suite('Editing in a VS Code window', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 1280, height: 1000 } });
  });

  after(() => workbench.close());

  test('underlines what was typed and explains it in the hover', async () => {
    await workbench.openFile('Dockerfile');
    await workbench.squiggle('pip install', 7);
    await workbench.goto(10);
    await workbench.type('RUN pip install pandas==2.2.3');
    await workbench.press('Escape');
    const text = await workbench.hover('pip install', 10);
    assert.match(text, /^pip keeps its download cache in this layer\./);
    assert.match(text, /^pip keeps its cache in the image$/m);
    assert.match(text, /^pip's cache saves downloads on a machine/m);
    assert.match(text, /^Fix · Learn why · Ignore here · pip-cache \(DL3042\)$/m);
  });

  test('opens the fixes of a finding from its hover, wherever the cursor is', async () => {
    await workbench.goto(1);
    await inHover(workbench, 'Fix', 'pip install', 10);
    await place(workbench, 'Dockerfile', 'Ln 10, Col 5');
    await workbench.page.locator('.action-widget').getByText('Add --no-cache-dir').waitFor();
    await workbench.press('Escape');
  });

  test('mends by Ctrl+. and the squiggle goes', async () => {
    await workbench.goto(10, 10);
    await workbench.quickFix('Add --no-cache-dir');
    await workbench.text(/^RUN pip install --no-cache-dir pandas==2\.2\.3$/m);
    await workbench.noSquiggle('pip install', 10);
  });

  test('writes the ignore comment from the quick fixes and says less in the status bar', async () => {
    await editorWith(workbench, 'train/Dockerfile', training);
    await workbench.squiggle('pip install', 4);
    await statusItem(workbench, 'Seaworthy: 4 found in this file');
    await workbench.goto(4, 6);
    await workbench.quickFix('Ignore pip-cache here');
    await workbench.text(/^# seaworthy ignore=pip-cache\nRUN pip install joblib/m);
    await workbench.noSquiggle('pip install');
    await statusItem(workbench, 'Seaworthy: 3 found in this file');
  });

  test('writes the ignore comment from the hover', async () => {
    await inHover(workbench, 'Ignore here', 'apt-get install');
    await workbench.text(/^# seaworthy ignore=\S+\nRUN apt-get update/m);
    await workbench.command('File: Revert File');
  });

  test('mends all safe findings at once, and undo brings the text back', async () => {
    await editorWith(workbench, 'batch/Dockerfile', training);
    await workbench.squiggle('pip install', 4);
    await workbench.command('Seaworthy: Fix All Safe Findings in This File');
    await workbench.text(/install -y curl/);
    await workbench.press('Control+S');
    await onDisk(workbench, 'batch/Dockerfile', mended);
    await workbench.press('Control+Z');
    await workbench.squiggle('pip install', 4);
    await workbench.press('Control+S');
    await onDisk(workbench, 'batch/Dockerfile', training);
  });

  test('mends on save where the user asks for it', async () => {
    const onSave = { 'source.fixAll.seaworthy': 'explicit' };
    await workbench.settings({ 'editor.codeActionsOnSave': onSave });
    await editorWith(workbench, 'nightly/Dockerfile', training);
    await workbench.squiggle('pip install', 4);
    await workbench.goto(8);
    await workbench.type('# Runs each night.');
    await workbench.press('Control+S');
    await onDisk(workbench, 'nightly/Dockerfile', `${mended}# Runs each night.`);
    await workbench.settings({ 'editor.codeActionsOnSave': {} });
  });

  test('tells a Dockerfile in words beside it', async () => {
    await workbench.openFile('Dockerfile');
    await workbench.command('Seaworthy: Explain This Dockerfile');
    await workbench.page.locator('.tab.active', { hasText: 'Dockerfile in words.md' }).waitFor();
    await workbench.command('View: Close Editor');
  });

  test('completes instructions and names of stages', async () => {
    await editorWith(workbench, 'serve/Dockerfile', twoStages);
    await workbench.goto(8);
    await workbench.type('HEALTH');
    await complete(workbench, 'HEALTHCHECK');
    await workbench.text(/^HEALTHCHECK CMD $/m);
    await workbench.press('Escape');
    await workbench.press('Escape');
    await workbench.goto(7);
    await workbench.type('COPY --from=');
    await complete(workbench, 'wheels');
    await workbench.text(/^COPY --from=wheelsUSER 10001$/m);
  });

  test('shows the stages in the outline and the breadcrumbs', async () => {
    await workbench.command('File: Revert File');
    await workbench.goto(7, 3);
    await breadcrumbs(workbench, ['serve', 'Dockerfile', 'serve', 'USER']);
    await outline(workbench, ['wheels (module)', 'serve (module)']);
  });

  test('completes the fields of a manifest', async () => {
    await workbench.openFile('k8s/deployment.yaml');
    await workbench.goto(28);
    await workbench.type('          live');
    await complete(workbench, 'livenessProbe');
    await workbench.text(/^ {10}livenessProbe:/m);
    await workbench.command('File: Revert File');
  });

  test('completes names and releases of packages in a requirements file', async () => {
    await editorWith(workbench, 'train/requirements.txt', 'joblib==1.4.2\n');
    await workbench.goto(2);
    await workbench.type('scikit-lea');
    await complete(workbench, 'scikit-learn');
    await workbench.type('==1.5.');
    await complete(workbench, '1.5.2');
    await workbench.text(/^scikit-learn==1\.5\.2$/m);
    await workbench.screenshot('complete-requirements');
    await workbench.command('File: Revert File');
  });

  test('goes from the autoscaler to the Deployment and on to the Dockerfile', async () => {
    await workbench.openFile('k8s/hpa.yaml');
    await workbench.goto(9, 12);
    await workbench.press('F12');
    await place(workbench, 'deployment.yaml', 'Ln 4, Col 9');
    await workbench.goto(17, 30);
    await workbench.press('F12');
    await place(workbench, 'Dockerfile', 'Ln 1, Col 1');
  });

  test('checks the whole workspace into the Problems view, from which mended findings go', async () => {
    await workbench.command('Seaworthy: Check Workspace');
    const unmatched =
      'Service churn-model-metrics selects no pod: it looks for app: churn-models, and the pods of Deployment churn-model have app: churn-model.';
    const removed =
      'Kubernetes 1.26 and later do not know autoscaling/v2beta2 HorizontalPodAutoscaler: it is autoscaling/v2 now.';
    await problems(workbench, 'selects no pod', [unmatched]);
    await problems(workbench, 'v2beta2', [removed]);
    const service = workbench.workspace.read('k8s/service.yaml') ?? '';
    workbench.workspace.write('k8s/service.yaml', service.replace('churn-models', 'churn-model'));
    await problems(workbench, 'selects no pod', []);
    await workbench.openFile('k8s/hpa.yaml');
    await workbench.goto(1, 20);
    await workbench.quickFix('autoscaling/v2');
    await problems(workbench, 'v2beta2', []);
  });

  test('writes no error to the console', () => {
    assert.deepEqual(workbench.errors(), []);
  });
});
