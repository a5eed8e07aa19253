import * as vscode from 'vscode';
import type { LearnTarget } from '../links.ts';

/** The finding at the cursor, or nearest behind it in the file; undefined when the file has none. */
export const findingAtCursor = (): LearnTarget | undefined => {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const own = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ source }) => source === 'seaworthy');
  const { active } = editor.selection;
  const sorted = own.toSorted((a, b) => distance(a, active) - distance(b, active));
  const [nearest] = sorted;
  const rule = nearest && typeof nearest.code === 'object' ? String(nearest.code.value) : undefined;
  if (!nearest || !rule) return undefined;
  return {
    rule,
    uri: editor.document.uri.toString(),
    start: editor.document.offsetAt(nearest.range.start),
  };
};

const distance = ({ range }: vscode.Diagnostic, { line, character }: vscode.Position): number => {
  if (range.contains(new vscode.Position(line, character))) return 0;
  return Math.abs(range.start.line - line) * 1000 + Math.abs(range.start.character - character) + 1;
};
