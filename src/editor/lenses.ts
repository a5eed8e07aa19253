import * as vscode from 'vscode';
import { converterFor } from './places.ts';
import { isChecked, type Projects } from './projects.ts';

const selector: vscode.DocumentSelector = [{ language: 'dockerfile' }];

const isOn = (name: string, { uri }: vscode.TextDocument): boolean =>
  vscode.workspace.getConfiguration('seaworthy', uri).get<boolean>(name, false);

/** Registers what stands around the lines of a Dockerfile: folds, lenses above the first FROM, and inlay hints. */
export const registerLenses = (projects: Projects): vscode.Disposable => {
  const current = async (document: vscode.TextDocument) => {
    const { project, path } = projects.locateDocument(document);
    await project.ready;
    await project.service.update(path, document.getText());
    return { service: project.service, path };
  };

  const folding: vscode.FoldingRangeProvider = {
    async provideFoldingRanges(document) {
      if (!isChecked(document)) return undefined;
      const { service, path } = await current(document);
      return service
        .folds(path)
        .map(
          ({ first, last, kind }) =>
            new vscode.FoldingRange(
              first,
              last,
              kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined,
            ),
        );
    },
  };

  const changed = new vscode.EventEmitter<void>();
  const lenses: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!isChecked(document) || !isOn('codeLens', document)) return [];
      const { service, path } = await current(document);
      const [first] = service.symbols(path).filter(({ kind }) => kind === 'stage');
      if (!first) return [];
      const range = converterFor(document.getText()).range(first.at);
      const argument = document.uri.toString();
      return [
        new vscode.CodeLens(range, {
          title: 'Explain this Dockerfile',
          command: 'seaworthy.explainFile',
          arguments: [argument],
        }),
        new vscode.CodeLens(range, {
          title: 'Practise on this file',
          command: 'seaworthy.practise',
          arguments: [argument],
        }),
      ];
    },
  };

  const hints: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    async provideInlayHints(document, range) {
      if (!isChecked(document) || !isOn('inlayHints', document)) return [];
      const { service, path } = await current(document);
      const converter = converterFor(document.getText());
      return service.hints(path).flatMap(({ offset, text, tooltip }) => {
        const { end } = converter.range([offset, offset]);
        if (!range.contains(end)) return [];
        const hint = new vscode.InlayHint(end, text);
        hint.paddingLeft = true;
        hint.tooltip = tooltip;
        return [hint];
      });
    },
  };

  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('seaworthy')) changed.fire();
    }),
    vscode.languages.registerFoldingRangeProvider(selector, folding),
    vscode.languages.registerCodeLensProvider(selector, lenses),
    vscode.languages.registerInlayHintsProvider(selector, hints),
  );
};
