import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A content file beside the bundle, as parsed JSON; rejects when it is missing. */
export const readContentFile = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(__dirname, 'content', `${name}.json`), 'utf8'));
