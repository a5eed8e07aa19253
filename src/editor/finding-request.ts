import * as vscode from 'vscode';
import type { Request } from '../learn/view.ts';
import { titleOf } from '../rules/title.ts';
import { lineAt, lineSpan, linesOf } from '../text/lines.ts';
import type { LearnTarget } from './links.ts';
import type { Projects } from './projects.ts';
import type { RulePages } from './rule-pages.ts';
import { shownPath } from './shown-path.ts';

const mostLines = 8;

/** The lesson of a finding with the reader's own lines; without the finding, when it is mended, the concept alone. */
export const findingRequest = async (
  target: LearnTarget,
  projects: Projects,
  pages: RulePages,
): Promise<Request | undefined> => {
  const { project, path } = projects.locate(vscode.Uri.parse(target.uri));
  const rule = project.service.rule(target.rule);
  if (!rule) return undefined;
  const { concept } = rule;
  await project.ready;
  const text = project.service.text(path) ?? '';
  const own = project.service.shownFindings(path).filter((each) => each.rule.id === rule.id);
  const finding = own.find(({ at }) => at[0] === target.start) ?? own[0];
  if (!finding) return { mode: 'read', concept };
  const lines = linesOf(text);
  const first = lineAt(lines, finding.at[0]);
  const last = Math.min(
    lineAt(lines, Math.max(finding.at[0], finding.at[1] - 1)),
    first + mostLines - 1,
  );
  const why = /^## Why it matters\n+([\s\S]*?)\n+## /m.exec(pages.get(rule.id) ?? '')?.[1];
  return {
    mode: 'read',
    concept,
    finding: {
      path: shownPath(vscode.Uri.parse(target.uri)),
      start: finding.at[0],
      end: finding.at[1],
      ruleId: rule.id,
      title: titleOf(rule),
      message: finding.message,
      ...(why ? { why } : {}),
      line: first + 1,
      lines: text.slice(lineSpan(lines, first)[0], lineSpan(lines, last)[1]),
    },
  };
};
