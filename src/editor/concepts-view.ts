import * as vscode from 'vscode';
import type { HomeConcept, HomeView, Suggestion } from '../learn/view.ts';
import type { Learning } from './learning.ts';

type Module = HomeView['modules'][number];
type Node =
  | { readonly kind: 'next'; readonly suggestion: Suggestion }
  | { readonly kind: 'module'; readonly module: Module }
  | { readonly kind: 'concept'; readonly concept: HomeConcept };

/** Registers the view of all concepts by module, with the next step above them. */
export const registerConceptsView = (learning: Learning): vscode.Disposable => {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      if (!node) {
        const { confirm, modules, suggestion } = await learning.overview();
        const further = confirm.filter(({ label }) => label !== suggestion.label);
        return [
          ...[suggestion, ...further].map((next): Node => ({ kind: 'next', suggestion: next })),
          ...modules.map((module): Node => ({ kind: 'module', module })),
        ];
      }
      return node.kind === 'module'
        ? node.module.concepts.map((concept): Node => ({ kind: 'concept', concept }))
        : [];
    },
    getTreeItem(node) {
      switch (node.kind) {
        case 'next':
          return nextItem(node.suggestion);
        case 'module':
          return moduleItem(node.module);
        case 'concept':
          return conceptItem(node.concept);
      }
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.window.registerTreeDataProvider('seaworthy.concepts', provider),
    learning.onDidChange(() => changed.fire()),
  );
};

const open = (request: unknown, title: string): vscode.Command => ({
  command: 'seaworthy.study',
  title,
  arguments: [request],
});

const nextItem = ({ label, why, request }: Suggestion): vscode.TreeItem => {
  const item = new vscode.TreeItem(label);
  item.description = why;
  item.iconPath = new vscode.ThemeIcon('arrow-right');
  item.command = open(request, label);
  item.accessibilityInformation = { label: `Next: ${label}. ${why}` };
  return item;
};

const moduleItem = ({ title, concepts }: Module): vscode.TreeItem => {
  const solid = concepts.filter(({ state }) => state === 'solid').length;
  const begun = concepts.some(({ state }) => state !== 'new');
  const item = new vscode.TreeItem(
    title,
    begun ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.description = `${solid} of ${concepts.length} solid`;
  return item;
};

const icons = {
  new: 'circle-large-outline',
  learning: 'color-mode',
  solid: 'pass-filled',
  due: 'history',
} as const;

const conceptItem = (concept: HomeConcept): vscode.TreeItem => {
  const { due, mastery, request, standing, state, title } = concept;
  const item = new vscode.TreeItem(title);
  const percent = `${Math.round(mastery * 100)} %`;
  const stage = { new: '', learning: percent, solid: 'solid', due: `${due} due` }[state];
  const said = standing === 'confirmed' ? `${stage}, confirmed` : stage;
  item.description = said;
  item.iconPath = new vscode.ThemeIcon(icons[state]);
  item.command = open(request, title);
  item.accessibilityInformation = { label: `${title}, ${state === 'new' ? 'new' : said}` };
  return item;
};
