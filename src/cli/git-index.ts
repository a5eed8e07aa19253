import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

const largest = 64 * 1024 * 1024;

/** The files that Git tracks below `root`, where that is the top of a working tree; empty where it is not, or where the index is not read. */
export const trackedFiles = async (root: string): Promise<ReadonlySet<string>> => {
  try {
    const file = resolve(await gitFolder(root), 'index');
    if ((await stat(file)).size > largest) return nothing;
    return new Set(namesIn(await readFile(file)));
  } catch {
    return nothing;
  }
};

const nothing: ReadonlySet<string> = new Set();

/** `.git`, or the directory that a file of that name leads to: of a worktree or a submodule. */
const gitFolder = async (root: string): Promise<string> => {
  const path = resolve(root, '.git');
  if ((await stat(path)).isDirectory()) return path;
  const to = /^gitdir: (.+?)\s*$/.exec(await readFile(path, 'utf8'))?.[1] ?? '';
  return resolve(root, to);
};

/** The parts of an entry before its flags: times, numbers and the name of the object. */
const beforeFlags = 60;

/** The names of an index: https://git-scm.com/docs/index-format, versions 2 to 4. */
export const namesIn = (bytes: Buffer): readonly string[] => {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return [];
  const names: string[] = [];
  let before = Buffer.alloc(0);
  let at = 12;
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const start = at;
    const extended = (bytes.readUInt16BE(at + beforeFlags) & 0x4000) !== 0;
    at += beforeFlags + (extended ? 4 : 2);
    let kept = Buffer.alloc(0);
    if (version === 4) {
      const [dropped, next] = numberAt(bytes, at);
      if (dropped > before.length) return [];
      kept = before.subarray(0, before.length - dropped);
      at = next;
    }
    const end = bytes.indexOf(0, at);
    if (end < 0) return [];
    const name = Buffer.concat([kept, bytes.subarray(at, end)]);
    names.push(name.toString('utf8'));
    before = name;
    // Older versions fill an entry up to a multiple of eight, by one byte at least.
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
  }
  return names;
};

/** A number of seven bits a byte, as Git writes offsets, and where it ends. */
const numberAt = (bytes: Buffer, from: number): readonly [value: number, next: number] => {
  let at = from;
  let byte = bytes.readUInt8(at++);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return [value, at];
};
