import * as vscode from 'vscode';
import { Answers } from '../../src/editor/answers.ts';
import type { LogRecord } from '../../src/learn/log.ts';

/** The log of answers of one window, in a folder of the disk. */
export const windowOn = (folder: string): Answers => new Answers(vscode.Uri.file(folder));

/** An answer with this id. */
export const answer = (id: string): LogRecord => ({
  ...{ v: 1, id, type: 'answer', at: Date.now(), concept: 'service', mode: 'quiz', hints: 0 },
  ...{ fact: 'service/two-ports', item: 'service/item', ok: true, ms: 1000 },
});
