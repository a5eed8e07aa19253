import * as vscode from 'vscode';
import { withLog } from './log.ts';
import { isDocumentedByOthers } from './peers.ts';
import { converterFor } from './places.ts';
import { isChecked, type Located, type Projects } from './projects.ts';

/** The files that Seaworthy looks at: by language, so that others cost nothing. */
export const selector: vscode.DocumentSelector = [
  { language: 'dockerfile' },
  { language: 'yaml' },
  { language: 'helm' },
];

/** The files that list what pip installs. */
const requirementsSelector: readonly vscode.DocumentFilter[] = [
  { language: 'pip-requirements' },
  { pattern: '**/{*req*,*constraint*,*deps*,*dependenc*}.{txt,in,pip}' },
  { pattern: '**/requirements/*.txt' },
];

/** The files that findings may be in. */
export const findingsSelector: vscode.DocumentSelector = [
  { language: 'dockerfile' },
  { language: 'yaml' },
  { language: 'helm' },
  { language: 'dockercompose' },
  { language: 'python' },
  { language: 'dotenv' },
  { pattern: '**/{.env,.env.*,*.env}' },
  ...requirementsSelector,
];

/** Registers the language features that are no findings. */
export const registerProviders = (projects: Projects): vscode.Disposable => {
  const current = async (document: vscode.TextDocument): Promise<Located | undefined> => {
    return isChecked(document) || projects.isMadeFor(document)
      ? projects.current(document)
      : undefined;
  };

  const hover: vscode.HoverProvider = {
    async provideHover(document, position) {
      const located = await current(document);
      if (!located) return undefined;
      const { project, path } = located;
      const converter = converterFor(document.getText());
      const found = await project.service.hover(
        path,
        converter.offset(position),
        isDocumentedByOthers(document),
      );
      if (!found) return undefined;
      const text = new vscode.MarkdownString(found.markdown);
      text.isTrusted = {
        enabledCommands: ['seaworthy.learn', 'seaworthy.ignoreFinding', 'seaworthy.showFixes'],
      };
      text.value = text.value.replaceAll(
        '{{uri}}',
        encodeURIComponent(JSON.stringify(document.uri.toString())).slice(3, -3),
      );
      return new vscode.Hover(text, converter.range(found.at));
    },
  };

  const completion: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const located = await current(document);
      if (!located) return undefined;
      const { project, path } = located;
      const converter = converterFor(document.getText());
      const found = await project.service.complete(
        path,
        converter.offset(position),
        isDocumentedByOthers(document),
      );
      return found.map((each, i) => {
        const item = new vscode.CompletionItem(each.label, kinds[each.kind]);
        item.insertText =
          each.snippet === undefined ? each.label : new vscode.SnippetString(each.snippet);
        item.range = converter.range(each.replaces);
        if (each.detail) item.detail = each.detail;
        if (each.markdown) item.documentation = new vscode.MarkdownString(each.markdown);
        item.sortText = String(i).padStart(4, '0');
        return item;
      });
    },
  };

  const symbols: vscode.DocumentSymbolProvider = {
    async provideDocumentSymbols(document) {
      const located = await current(document);
      if (!located) return undefined;
      const { project, path } = located;
      const converter = converterFor(document.getText());
      const convert = (
        each: ReturnType<typeof project.service.symbols>[number],
      ): vscode.DocumentSymbol => {
        const kind =
          each.kind === 'stage'
            ? vscode.SymbolKind.Module
            : each.kind === 'object'
              ? vscode.SymbolKind.Object
              : vscode.SymbolKind.Property;
        const symbol = new vscode.DocumentSymbol(
          each.name,
          each.detail,
          kind,
          converter.range(each.whole),
          converter.range(each.at),
        );
        symbol.children = each.children.map(convert);
        return symbol;
      };
      return project.service.symbols(path).map(convert);
    },
  };

  const links: vscode.DocumentLinkProvider = {
    async provideDocumentLinks(document) {
      const located = await current(document);
      if (!located) return undefined;
      const { project, path } = located;
      const converter = converterFor(document.getText());
      return project.service.links(path).map(({ at, target }) => {
        const uri =
          'file' in target ? projects.uriOf(project, target.file) : vscode.Uri.parse(target.url);
        return new vscode.DocumentLink(converter.range(at), uri);
      });
    },
  };

  const definition: vscode.DefinitionProvider = {
    async provideDefinition(document, position) {
      const located = await current(document);
      if (!located) return undefined;
      const { project, path } = located;
      const places = project.service.definition(
        path,
        converterFor(document.getText()).offset(position),
      );
      return places.map(({ file, at }) => {
        const range = converterFor(project.service.text(file) ?? '').range(at);
        return new vscode.Location(projects.uriOf(project, file), range);
      });
    },
  };

  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(findingsSelector, withLog('hover', hover)),
    vscode.languages.registerCompletionItemProvider(
      [...selector, ...requirementsSelector],
      withLog('completion', completion),
      '-',
      '=',
      ' ',
      ':',
      ',',
      '/',
      '$',
      '#',
    ),
    vscode.languages.registerDocumentSymbolProvider(selector, withLog('the outline', symbols), {
      label: 'Seaworthy',
    }),
    vscode.languages.registerDocumentLinkProvider(selector, withLog('links', links)),
    vscode.languages.registerDefinitionProvider(
      selector,
      withLog('finding definitions', definition),
    ),
  );
};

const kinds = {
  keyword: vscode.CompletionItemKind.Keyword,
  flag: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  field: vscode.CompletionItemKind.Field,
  file: vscode.CompletionItemKind.File,
} as const;
