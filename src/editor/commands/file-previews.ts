import * as vscode from 'vscode';
import { imageMarkdown } from '../../features/image-view/write.ts';
import { converterFor } from '../places.ts';
import type { Projects } from '../projects.ts';
import { shownPath } from '../shown-path.ts';

const explained = 'seaworthy-explain';
const held = 'seaworthy-image';

/** Shows Dockerfiles in words, and what their images hold, in the editor's own Markdown preview. */
export const registerFilePreviews = (projects: Projects): vscode.Disposable => {
  const current = async (uri: vscode.Uri) => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri.query));
    return projects.current(document);
  };
  const textOf = async (uri: vscode.Uri): Promise<string> => {
    const { project, path } = await current(uri);
    return project.service.explain(path) ?? 'This file is not a Dockerfile.\n';
  };
  const imageOf = async (uri: vscode.Uri): Promise<string> => {
    const { project, path } = await current(uri);
    const { service } = project;
    const view = service.image(path, Number(uri.fragment));
    if (!view) return 'No image begins above this line of a Dockerfile.\n';
    return imageMarkdown(view, {
      text: (file) => service.text(file) ?? '',
      shown: (file) => shownPath(projects.uriOf(project, file)),
    });
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(explained, {
      provideTextDocumentContent: textOf,
    }),
    vscode.workspace.registerTextDocumentContentProvider(held, {
      provideTextDocumentContent: imageOf,
    }),
    vscode.commands.registerCommand('seaworthy.explainFile', (argument?: unknown) => {
      const target = typeof argument === 'string' ? argument : activeUri();
      return target === undefined
        ? undefined
        : preview(explained, target, `${nameOf(target)} in words`);
    }),
    vscode.commands.registerCommand('seaworthy.showImage', () => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) return undefined;
      const { document, selection } = editor;
      const line = document.lineAt(selection.active.line).range.end;
      const offset = converterFor(document.getText()).offset(line);
      const name = `Image after line ${selection.active.line + 1} of ${nameOf(document.uri.toString())}`;
      return preview(held, document.uri.toString(), name, String(offset));
    }),
  );
};

const nameOf = (uri: string): string =>
  vscode.Uri.parse(uri).path.split('/').at(-1) ?? 'Dockerfile';

const preview = async (
  scheme: string,
  target: string,
  name: string,
  fragment = '',
): Promise<void> => {
  const uri = vscode.Uri.from({ scheme, path: `/${name}.md`, query: target, fragment });
  const { executeCommand, getCommands } = vscode.commands;
  // An editor built without its Markdown extension shows the text itself.
  if ((await getCommands(true)).includes('markdown.showPreviewToSide'))
    await executeCommand('markdown.showPreviewToSide', uri);
  else await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
};

const activeUri = (): string | undefined => vscode.window.activeTextEditor?.document.uri.toString();
