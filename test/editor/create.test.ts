import * as vscode from 'vscode';
import { equal } from './assert.ts';
import { at, show } from './workspace.ts';

const textAt = async (path: string): Promise<string | undefined> => {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path)));
  } catch {
    return undefined;
  }
};

/** Runs a command until it has made a file: the engine may not have seen new files yet. */
const made = async (command: string, argument: string, path: string): Promise<string> => {
  for (let left = 20; left > 0; left--) {
    await vscode.commands.executeCommand(command, argument);
    const text = await textAt(path);
    if (text !== undefined) return text;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`After 10 s there is no ${path}.`);
};

suite('A Dockerfile that is created', () => {
  test('starts the code of its directory, and is shown', async () => {
    await show('made/requirements.txt', 'fastapi==0.115.6\nuvicorn==0.34.0\n');
    await show('made/main.py', 'from fastapi import FastAPI\n\napp = FastAPI()\n');
    const folder = at('made').toString();
    const text = await made('seaworthy.createDockerfile', folder, 'made/Dockerfile');
    equal(text.includes('CMD ["uvicorn", "main:app", "--host", "0.0.0.0"'), true, text);
    equal((await textAt('made/.dockerignore'))?.startsWith('#'), true, '.dockerignore');
    equal(vscode.window.activeTextEditor?.document.uri.path.endsWith('/made/Dockerfile'), true);
  });

  test('gets a Deployment and a Service', async () => {
    const dockerfile = at('made/Dockerfile').toString();
    const text = await made('seaworthy.createManifests', dockerfile, 'made/k8s/deployment.yaml');
    equal(text.includes('containerPort: 8000'), true, text);
    equal((await textAt('made/k8s/service.yaml'))?.includes('kind: Service'), true, 'Service');
  });

  test('takes the place of no other', async () => {
    const before = await textAt('Dockerfile');
    await vscode.commands.executeCommand('seaworthy.createDockerfile', at('').toString());
    await vscode.commands.executeCommand('seaworthy.createDockerignore', at('').toString());
    equal(await textAt('Dockerfile'), before);
  });
});
