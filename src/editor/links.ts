import * as vscode from 'vscode';
import type { Diagnostic } from '../lint/diagnostic.ts';

/** The type of the learning panel's webview. */
export const learnView = 'seaworthy.learn';

/** What the command `seaworthy.learn` is told of a finding. */
export interface LearnTarget {
  readonly rule: string;
  readonly uri: string;
  readonly start: number;
}

/** The address that opens the lesson of a finding. */
export const learnLink = (uri: vscode.Uri, { rule, at }: Diagnostic): vscode.Uri => {
  const query = new URLSearchParams({ rule: rule.id, uri: uri.toString(), start: String(at[0]) });
  return vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: 'seaworthy.seaworthy',
    path: '/learn',
    query: query.toString(),
  });
};

/** The target in a query, or in the argument of a command; undefined when it is malformed. */
export const learnTarget = (value: unknown): LearnTarget | undefined => {
  if (typeof value === 'string') {
    const query = new URLSearchParams(value);
    return learnTarget({
      rule: query.get('rule'),
      uri: query.get('uri'),
      start: Number(query.get('start')),
    });
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('rule' in value && 'uri' in value && 'start' in value)) return undefined;
  const { rule, uri, start } = value;
  if (typeof rule !== 'string' || typeof uri !== 'string' || typeof start !== 'number')
    return undefined;
  return { rule, uri, start };
};
