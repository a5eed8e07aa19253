import * as vscode from 'vscode';
import type { Projects } from '../projects.ts';

const scheme = 'seaworthy-explain';

/** Shows Dockerfiles in words, in the editor's own Markdown preview. */
export const registerExplainFile = (projects: Projects): vscode.Disposable => {
  const textOf = async (uri: vscode.Uri): Promise<string> => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri.query));
    const { project, path } = await projects.current(document);
    return project.service.explain(path) ?? 'This file is no Dockerfile.\n';
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: textOf,
    }),
    vscode.commands.registerCommand('seaworthy.explainFile', async (argument?: unknown) => {
      const target = typeof argument === 'string' ? argument : activeUri();
      if (target === undefined) return;
      const name = vscode.Uri.parse(target).path.split('/').at(-1) ?? 'Dockerfile';
      const uri = vscode.Uri.from({ scheme, path: `/${name} in words.md`, query: target });
      const { executeCommand, getCommands } = vscode.commands;
      // An editor built without its Markdown extension shows the text itself.
      if ((await getCommands(true)).includes('markdown.showPreviewToSide'))
        await executeCommand('markdown.showPreviewToSide', uri);
      else await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
    }),
  );
};

const activeUri = (): string | undefined => vscode.window.activeTextEditor?.document.uri.toString();
