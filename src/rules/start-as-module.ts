import type { Word } from '../syntax/word.ts';
import { insert } from '../text/edit.ts';
import type { Fix } from './rule.ts';

// Programs that start as modules of the same name too; checked by their wheels, 2026-11.
const modules: ReadonlySet<string> = new Set([
  ...['celery', 'fastapi', 'flask', 'gunicorn', 'hypercorn', 'streamlit', 'uvicorn'],
]);

/** The fix that starts a Python program as a module: `python -m uvicorn`; none where it is written by its path or cannot be one. */
export const startAsModule = (word: Word, name: string): readonly Fix[] => {
  if (!modules.has(name) || (word.raw !== name && word.raw !== `"${name}"`)) return [];
  const before = word.raw === name ? 'python -m ' : '"python", "-m", ';
  return [{ title: `Start ${name} with python -m`, edits: () => [insert(word.span[0], before)] }];
};
