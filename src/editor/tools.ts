import * as vscode from 'vscode';
import { linesOf, positionAt } from '../text/lines.ts';
import type { Learning } from './learning.ts';
import type { Projects } from './projects.ts';
import { shownPath, uriOfShown } from './shown-path.ts';

/** Registers two tools that an assistant can call: the findings of a file, and the text of a concept. Nothing here calls a model. */
export const registerTools = (projects: Projects, learning: Learning): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.lm.registerTool('seaworthy_findings', {
      invoke: async ({ input }) => said(await findingsOf(projects, textIn(input, 'path'))),
      prepareInvocation: ({ input }) => ({
        invocationMessage: `Checking ${textIn(input, 'path')}`,
      }),
    }),
    vscode.lm.registerTool('seaworthy_concept', {
      invoke: async ({ input }) => said(await learning.explain(textIn(input, 'concept'))),
      prepareInvocation: ({ input }) => ({
        invocationMessage: `Reading about ${textIn(input, 'concept')}`,
      }),
    }),
  );

const said = (text: string): vscode.LanguageModelToolResult =>
  new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);

const textIn = (input: unknown, key: string): string => {
  const value: unknown = input instanceof Object ? Reflect.get(input, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** The findings of a file of the workspace, one a line, with the titles of their fixes. */
const findingsOf = async (projects: Projects, path: string): Promise<string> => {
  const uri = uriOfShown(path);
  const missing = `There is no Dockerfile or Kubernetes manifest ${path} in the workspace.`;
  if (!uri || vscode.workspace.getWorkspaceFolder(uri) === undefined) return missing;
  const { project, path: own } = projects.locate(uri);
  await project.ready;
  const text = project.service.text(own);
  if (text === undefined || !project.service.linted().includes(own)) return missing;
  const lines = linesOf(text);
  const found = project.service.findings(own).map(({ at, fixes, message, rule, severity }) => {
    const { line, column } = positionAt(lines, at[0]);
    const titles = (fixes ?? []).map(({ title }) => title);
    const mends = titles.length > 0 ? ` Fix: ${titles.join('; ')}.` : '';
    return `${line + 1}:${column + 1} ${severity} [${rule.id}, concept ${rule.concept}] ${message}${mends}`;
  });
  return found.length > 0
    ? `${shownPath(uri)}\n${found.join('\n')}`
    : `Nothing is found in ${shownPath(uri)}.`;
};
