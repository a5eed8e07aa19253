import * as vscode from 'vscode';
import { summaryOf } from '../features/preflight/line.ts';
import type { Service } from '../service.ts';
import type { Span } from '../text/span.ts';
import { exerciseOf } from './exercise-files.ts';
import { withLog } from './log.ts';
import { converterFor } from './places.ts';
import { isChecked, type Projects } from './projects.ts';

const selector: readonly vscode.DocumentFilter[] = [{ language: 'dockerfile' }];

const isOn = (name: string, { uri }: vscode.TextDocument): boolean =>
  vscode.workspace.getConfiguration('seaworthy', uri).get<boolean>(name, false);

/** A lens above the final stage and each workload: `Preflight: 1 problem, 2 not checked`. */
const preflightLenses = (
  document: vscode.TextDocument,
  service: Pick<Service, 'preflights'>,
  path: string,
): vscode.CodeLens[] => {
  if (exerciseOf(document.uri)) return [];
  const { range } = converterFor(document.getText());
  return service.preflights(path).map(
    (preflight) =>
      new vscode.CodeLens(range(preflight.at), {
        title: `Preflight: ${summaryOf(preflight)}`,
        command: 'seaworthy.preflight',
        arguments: [document.uri.toString()],
      }),
  );
};

/** Registers what stands around lines: folds, lenses over the first FROM and over workloads, uses of objects, and inlay hints. */
export const registerLenses = (projects: Projects): vscode.Disposable => {
  const current = async (document: vscode.TextDocument) => {
    const { project, path } = await projects.current(document);
    return { service: project.service, path };
  };

  const locationOf = (
    document: vscode.TextDocument,
    { file, at }: { readonly file: string; readonly at: Span },
  ): vscode.Location => {
    const { project } = projects.locateDocument(document);
    const { range } = converterFor(project.service.text(file) ?? '');
    return new vscode.Location(projects.uriOf(project, file), range(at));
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
      const tied = service.lenses(path).map(({ at, title, ties }) => {
        const range = converterFor(document.getText()).range(at);
        const places = ties.map((tie) => locationOf(document, tie));
        return new vscode.CodeLens(range, {
          title,
          command: 'editor.action.showReferences',
          arguments: [document.uri, range.start, places],
        });
      });
      const flown = preflightLenses(document, service, path);
      if (tied.length > 0) return [...flown, ...tied];
      const [first] = service.symbols(path).filter(({ kind }) => kind === 'stage');
      if (!first) return flown;
      const range = converterFor(document.getText()).range(first.at);
      const argument = document.uri.toString();
      return [
        ...flown,
        new vscode.CodeLens(range, {
          title: 'Explain this Dockerfile',
          command: 'seaworthy.explainFile',
          arguments: [argument],
        }),
        ...(exerciseOf(document.uri)
          ? []
          : [
              new vscode.CodeLens(range, {
                title: 'Practise on this file',
                command: 'seaworthy.practise',
                arguments: [argument],
              }),
            ]),
      ];
    },
  };

  const uses: vscode.ReferenceProvider = {
    async provideReferences(document, position) {
      if (!isChecked(document)) return undefined;
      const { service, path } = await current(document);
      const offset = converterFor(document.getText()).offset(position);
      return service.uses(path, offset).map((tie) => locationOf(document, tie));
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
    vscode.languages.registerFoldingRangeProvider(selector, withLog('folding', folding)),
    vscode.languages.registerCodeLensProvider(
      [...selector, { language: 'yaml' }],
      withLog('lenses', lenses),
    ),
    vscode.languages.registerReferenceProvider(
      [{ language: 'yaml' }],
      withLog('finding uses', uses),
    ),
    vscode.languages.registerInlayHintsProvider(selector, withLog('hints', hints)),
  );
};
