import * as vscode from 'vscode';
import type { OwnFinding } from '../learn/view.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Learning } from './learning.ts';
import { ownFindings } from './own-findings.ts';
import type { Projects } from './projects.ts';
import { revealPlace } from './reveal-place.ts';

interface Concept {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly OwnFinding[];
}

type Node =
  | { readonly kind: 'concept'; readonly concept: Concept }
  | { readonly kind: 'finding'; readonly finding: OwnFinding };

const patience = 400;

/** Registers the view of what was found in the project, by the concept that explains it. */
export const registerProjectView = (
  projects: Projects,
  diagnostics: Diagnostics,
  learning: Learning,
): vscode.Disposable => {
  const changed = new vscode.EventEmitter<void>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      if (node)
        return node.kind === 'concept'
          ? node.concept.findings.map((finding): Node => ({ kind: 'finding', finding }))
          : [];
      const findings = await ownFindings(projects);
      if (findings.length === 0) return [];
      const { modules } = await learning.overview();
      return modules
        .flatMap(({ concepts }) => concepts)
        .map(
          ({ id, title }): Concept => ({
            id,
            title,
            findings: findings.filter(({ concept }) => concept === id),
          }),
        )
        .filter((concept) => concept.findings.length > 0)
        .map((concept): Node => ({ kind: 'concept', concept }));
    },
    getTreeItem: (node) =>
      node.kind === 'concept' ? conceptItem(node.concept) : findingItem(node.finding),
  };
  const view = vscode.window.createTreeView('seaworthy.project', { treeDataProvider: provider });
  return vscode.Disposable.from(
    changed,
    view,
    diagnostics.onDidShow(() => {
      clearTimeout(waiting);
      if (view.visible) waiting = setTimeout(() => changed.fire(), patience);
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) changed.fire();
    }),
    vscode.commands.registerCommand('seaworthy.openFinding', revealPlace),
    vscode.commands.registerCommand('seaworthy.learnConcept', (node: Node | undefined) =>
      node?.kind === 'concept'
        ? learning.open({ mode: 'read', concept: node.concept.id })
        : undefined,
    ),
  );
};

const conceptItem = ({ title, findings }: Concept): vscode.TreeItem => {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  item.description = String(findings.length);
  item.contextValue = 'concept';
  item.iconPath = new vscode.ThemeIcon('book');
  item.accessibilityInformation = {
    label: `${title}, ${findings.length === 1 ? '1 finding' : `${findings.length} findings`}`,
  };
  return item;
};

const findingItem = (finding: OwnFinding): vscode.TreeItem => {
  const { line, message, path } = finding;
  const item = new vscode.TreeItem(message);
  item.description = `${path}:${line}`;
  item.tooltip = `${path}:${line}\n${message}`;
  item.command = { command: 'seaworthy.openFinding', title: 'Show line', arguments: [finding] };
  return item;
};
