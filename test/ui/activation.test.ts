import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openWorkbench } from '../vscode-host/driver.ts';

const hosts = {
  Node: {},
  'web worker': { 'remote.extensionKind': { 'seaworthy.seaworthy': ['web'] } },
};

suite('A Dockerfile activates the extension', () => {
  for (const [host, settings] of Object.entries(hosts))
    test(`in the ${host} host`, async (context) => {
      const workbench = await openWorkbench({ settings });
      try {
        await workbench.openFile('Dockerfile');
        await workbench.squiggle('8080');
        const time = await workbench.activation('Seaworthy');
        assert.match(time, /^\d+ms$/);
        // For the reader of the log; machines differ too much for a limit.
        context.diagnostic(`VS Code shows an activation of ${time} in the ${host} host.`);
      } finally {
        await workbench.close();
      }
    });
});

/** A service whose code, requirements and compose file have something to report, in a directory of its own. */
const service = {
  'svc/Dockerfile':
    'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt app.py ./\nRUN pip install --no-cache-dir -r requirements.txt\nUSER 10001\nCMD ["python", "-u", "app.py"]\n',
  'svc/app.py':
    'from flask import Flask\n\napp = Flask(__name__)\napp.run(host="0.0.0.0", debug=True)\n',
  'svc/requirements.txt': 'flask==3.1.0\n',
  'svc/compose.yaml': 'services:\n  app:\n    build: .\n    enviroment:\n      MODE: test\n',
};

suite('Before any Dockerfile or manifest is opened', () => {
  for (const [file, found] of [
    ['svc/app.py', 'True'],
    ['svc/compose.yaml', 'enviroment'],
  ] as const)
    test(`${file} shows its findings`, async () => {
      const workbench = await openWorkbench();
      try {
        for (const [path, text] of Object.entries(service)) workbench.workspace.write(path, text);
        await workbench.openFile(file);
        await workbench.squiggle(found);
      } finally {
        await workbench.close();
      }
    });
});
