import * as vscode from 'vscode';
import { withLog } from './log.ts';
import { converterFor } from './places.ts';
import type { Projects } from './projects.ts';

const selector: vscode.DocumentSelector = [{ language: 'dockerfile' }];

/** Registers highlights, references and rename of the stages and variables of a Dockerfile. */
export const registerNames = (projects: Projects): vscode.Disposable => {
  const named = async (document: vscode.TextDocument, position: vscode.Position) => {
    const { project, path } = await projects.current(document);
    const converter = converterFor(document.getText());
    const offset = converter.offset(position);
    return { project, path, converter, offset, found: project.service.named(path, offset) };
  };

  const highlights: vscode.DocumentHighlightProvider = {
    async provideDocumentHighlights(document, position) {
      const { found, converter } = await named(document, position);
      return found?.places.map(
        ({ at, declares }) =>
          new vscode.DocumentHighlight(
            converter.range(at),
            declares ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read,
          ),
      );
    },
  };

  const references: vscode.ReferenceProvider = {
    async provideReferences(document, position, { includeDeclaration }) {
      const { found, converter } = await named(document, position);
      return found?.places
        .filter(({ declares }) => includeDeclaration || !declares)
        .map(({ at }) => new vscode.Location(document.uri, converter.range(at)));
    },
  };

  const rename: vscode.RenameProvider = {
    async prepareRename(document, position) {
      const { found, converter } = await named(document, position);
      if (!found) throw new Error('Only stages and variables can be renamed.');
      return { range: converter.range(found.at), placeholder: found.name };
    },
    async provideRenameEdits(document, position, name) {
      const { project, path, converter, offset } = await named(document, position);
      const edits = project.service.rename(path, offset, name);
      if (typeof edits === 'string') throw new Error(edits);
      const result = new vscode.WorkspaceEdit();
      for (const { span, text } of edits) result.replace(document.uri, converter.range(span), text);
      return result;
    },
  };

  return vscode.Disposable.from(
    vscode.languages.registerDocumentHighlightProvider(selector, withLog('highlights', highlights)),
    vscode.languages.registerReferenceProvider(selector, withLog('references', references)),
    vscode.languages.registerRenameProvider(selector, rename),
  );
};
