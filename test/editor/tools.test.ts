import * as vscode from 'vscode';
import { equal } from './assert.ts';

const call = async (name: string, input: object): Promise<string> => {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .join('');
};

suite('Tools for assistants', () => {
  test('tell the findings of a file with their fixes', async () => {
    const text = await call('seaworthy_findings', { path: 'Dockerfile' });
    const line = text.split('\n').find((each) => each.includes('[localhost-server')) ?? '';
    const shape =
      /^\d+:5 error \[localhost-server, concept expose-ports\] .* Fix: Add --host 0\.0\.0\.0\.$/;
    equal(shape.test(line), true, text);
  });

  test('say so when there is no such file', async () => {
    for (const path of ['nowhere/Dockerfile', '../Dockerfile', 'app.py', ''])
      equal(
        (await call('seaworthy_findings', { path })).startsWith('There is no Dockerfile'),
        true,
        path,
      );
  });

  test('explain a concept, or name those that are there', async () => {
    const text = await call('seaworthy_concept', { concept: 'run-build-time' });
    equal(text.startsWith('# RUN happens at build time\n'), true, text.slice(0, 80));
    equal(text.includes('## Beliefs that are wrong'), true, text.slice(-80));
    const none = await call('seaworthy_concept', { concept: 'nothing' });
    equal(none.includes('- run-build-time: '), true, none.slice(0, 80));
  });
});
