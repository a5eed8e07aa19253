import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Report } from '../project/attempt.ts';
import type { Host } from '../project/host.ts';
import { type Kind, largestFile } from '../project/recognise.ts';
import { customCheck } from '../syntax/kubernetes/custom-check.ts';
import type { Path } from '../text/path.ts';
import { readContentFile } from './content.ts';
import type { Walked } from './walk.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16le', { fatal: true });

/** The text of a file: UTF-8 with its byte order mark kept, or UTF-16 where pip reads that too; undefined for a file that is missing or binary. */
export const readText = async (file: string): Promise<string | undefined> => {
  try {
    const bytes = await readFile(file);
    // `pip freeze > requirements.txt` in PowerShell 5 writes this.
    if (file.endsWith('.txt') && bytes[0] === 0xff && bytes[1] === 0xfe) return utf16.decode(bytes);
    if (bytes.subarray(0, 8000).includes(0)) return undefined;
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

/** The engine's way to a folder on disk; `over` holds texts that win over the disk. */
export const diskHost = (
  root: string,
  files: readonly Walked[],
  over: ReadonlyMap<string, string>,
  report: Report,
  kinds: ReadonlyMap<Path, Kind>,
): Host => ({
  name: basename(root),
  files: async () => [...new Set([...files.map(({ path }) => path), ...over.keys()])],
  read: async (path) => {
    const text = over.get(path) ?? (await readText(join(root, path)));
    return text !== undefined && text.length > largestFile * 8 ? undefined : text;
  },
  content: readContentFile,
  customChecks: async () => customCheck,
  report,
  kinds,
});
