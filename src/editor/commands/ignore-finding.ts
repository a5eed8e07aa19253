import * as vscode from 'vscode';
import type { LearnTarget } from '../links.ts';
import { converterFor } from '../places.ts';
import type { Projects } from '../projects.ts';

/** Writes the ignore comment of a finding; does nothing when the finding is gone. */
export const ignoreFinding = async (
  target: LearnTarget | undefined,
  projects: Projects,
): Promise<void> => {
  if (!target) return;
  const uri = vscode.Uri.parse(target.uri);
  const { project, path } = projects.locate(uri);
  await project.ready;
  const finding = project.service
    .findings(path)
    .find(({ rule, at }) => rule.id === target.rule && at[0] === target.start);
  if (!finding) return;
  const { span, text } = project.service.ignoreEdit(path, finding);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, converterFor(project.service.text(path) ?? '').range(span), text);
  await vscode.workspace.applyEdit(edit);
};
