import * as vscode from 'vscode';
import { linesOf, offsetAt, positionAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';

/** Turns spans of a text into ranges of the editor, and positions into offsets. */
export interface Converter {
  range(span: Span): vscode.Range;
  offset(position: vscode.Position): number;
  span(range: vscode.Range): Span;
}

/** A converter for one text. */
export const converterFor = (text: string): Converter => {
  const lines = linesOf(text);
  const position = (offset: number): vscode.Position => {
    const { line, column } = positionAt(lines, offset);
    return new vscode.Position(line, column);
  };
  const offset = ({ line, character }: vscode.Position): number => offsetAt(lines, line, character);
  return {
    range: ([start, end]) => new vscode.Range(position(start), position(end)),
    offset,
    span: ({ start, end }) => [offset(start), offset(end)],
  };
};
