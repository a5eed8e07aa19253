import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// The part of `vscode` that the log of answers uses, on the disk. As VS Code's own file system does, a rename over a file deletes
// that file first, so a kill can come in between.

interface DiskUri {
  readonly path: string;
}

export const Uri = {
  file: (path: string): DiskUri => ({ path }),
  joinPath: ({ path }: DiskUri, ...parts: readonly string[]): DiskUri => ({
    path: join(path, ...parts),
  }),
};

const fs = {
  createDirectory: async ({ path }: DiskUri) => {
    await mkdir(path, { recursive: true });
  },
  readDirectory: async ({ path }: DiskUri) => (await readdir(path)).map((name) => [name, 1]),
  readFile: ({ path }: DiskUri) => readFile(path),
  writeFile: ({ path }: DiskUri, bytes: Uint8Array) => writeFile(path, bytes),
  delete: ({ path }: DiskUri) => rm(path),
  rename: async (from: DiskUri, to: DiskUri) => {
    await rm(to.path, { force: true });
    await rename(from.path, to.path);
  },
};

export const workspace = { fs };
