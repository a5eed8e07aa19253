import type * as vscode from 'vscode';
import { contentReader } from './host.ts';

/** The whole pages of the rules by id, as Markdown. */
export type RulePages = ReadonlyMap<string, string>;

/** Reads the rules' pages; none when the content is missing. */
export const readRuleIndex = async (extension: vscode.Uri): Promise<RulePages> => {
  const value = await contentReader(extension)('rules').catch(() => ({}));
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).flatMap(([id, page]) => (typeof page === 'string' ? [[id, page]] : [])),
  );
};
