import * as vscode from 'vscode';
import type { Diagnostic } from '../lint/diagnostic.ts';
import { titleOf } from '../rules/title.ts';
import type { Edit } from '../text/edit.ts';
import type { Path } from '../text/path.ts';
import { overlaps, type Span } from '../text/span.ts';
import { type Converter, converterFor } from './places.ts';
import { isChecked, type Project, type Projects } from './projects.ts';

export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('seaworthy');

/** Quick fixes, "Learn why", "Ignore here" and fix-all, from the findings of the current text. */
export class Actions implements vscode.CodeActionProvider {
  readonly #projects: Projects;

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only, diagnostics, triggerKind }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (!isChecked(document) && !this.#projects.isMadeFor(document)) return [];
    const { project, path } = await this.#projects.current(document);
    if (only && fixAllKind.intersects(only) && !only.contains(vscode.CodeActionKind.QuickFix)) {
      return this.#fixAll(document, project, path);
    }
    const converter = converterFor(document.getText());
    const wanted = converter.span(range);
    const automatic = triggerKind === vscode.CodeActionTriggerKind.Automatic;
    // A lamp beside every install would say nothing.
    const rewrites =
      (!only && !automatic) || only?.intersects(vscode.CodeActionKind.RefactorRewrite)
        ? this.#refactorings(project, path, wanted)
        : [];
    if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return rewrites;
    const fixes = project.service
      .shownFindings(path)
      .filter(({ at }) => overlaps(at, wanted))
      .flatMap((finding) => {
        const shown = diagnostics.find(
          (each) => codeOf(each) === finding.rule.id && each.message === finding.message,
        );
        const actions = this.#actionsOf(document, project, path, finding, converter);
        for (const action of actions) if (shown) action.diagnostics = [shown];
        return automatic ? actions.filter(({ edit, command }) => edit || command) : actions;
      });
    return [...fixes, ...rewrites];
  }

  #refactorings(project: Project, path: Path, span: Span): vscode.CodeAction[] {
    return project.service.refactorings(path, span).map(({ title, edits }) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
      action.edit = this.#workspaceEdit(project, path, edits);
      return action;
    });
  }

  #actionsOf(
    document: vscode.TextDocument,
    project: Project,
    path: Path,
    finding: Diagnostic,
    converter: Converter,
  ): vscode.CodeAction[] {
    const fixes = (finding.fixes ?? []).flatMap(({ title, edits }, i) => {
      const changes = edits();
      if (changes.length === 0) return [];
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.edit = this.#workspaceEdit(project, path, changes);
      action.isPreferred = i === 0;
      return [action];
    });
    const learn = new vscode.CodeAction(
      `Learn why: ${titleOf(finding.rule)}`,
      vscode.CodeActionKind.QuickFix,
    );
    learn.command = {
      title: 'Learn why',
      command: 'seaworthy.learn',
      arguments: [{ rule: finding.rule.id, uri: document.uri.toString(), start: finding.at[0] }],
    };
    // It is suppressed where it is a finding.
    if (finding.shownFor !== undefined) return [...fixes, learn];
    const ignore = new vscode.CodeAction(
      `Ignore ${finding.rule.id} here`,
      vscode.CodeActionKind.QuickFix,
    );
    ignore.edit = new vscode.WorkspaceEdit();
    const { span, text } = project.service.ignoreEdit(path, finding);
    ignore.edit.replace(document.uri, converter.range(span), text);
    return [...fixes, learn, ignore];
  }

  #fixAll(document: vscode.TextDocument, project: Project, path: Path): vscode.CodeAction[] {
    const before = document.getText();
    const after = project.service.fixed(path);
    if (after === before) return [];
    const action = new vscode.CodeAction('Fix all safe findings of Seaworthy', fixAllKind);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(document.uri, minimalEdits(document, before, after));
    return [action];
  }

  #workspaceEdit(project: Project, path: Path, edits: readonly Edit[]): vscode.WorkspaceEdit {
    const result = new vscode.WorkspaceEdit();
    for (const { span, text, path: other } of edits) {
      const file = other ?? path;
      const { range } = converterFor(project.service.text(file) ?? '');
      result.replace(this.#projects.uriOf(project, file), range(span), text);
    }
    return result;
  }
}

/** One edit that spares the common beginning and end of the texts, so that cursors and folds stay. */
export const minimalEdits = (
  document: vscode.TextDocument,
  before: string,
  after: string,
): vscode.TextEdit[] => {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end++;
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(before.length - end),
  );
  return [vscode.TextEdit.replace(range, after.slice(start, after.length - end))];
};

const codeOf = ({ code }: vscode.Diagnostic): unknown =>
  typeof code === 'object' ? code.value : code;
