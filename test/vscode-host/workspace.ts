import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { outFolder, sampleWorkspace } from './paths.ts';
import { makeRoom, removeRoom } from './rooms.ts';

/** A copy of a project that a test may change; `dispose` removes it. */
export interface Workspace {
  readonly folder: string;
  readonly read: (path: string) => string | undefined;
  readonly write: (path: string, text: string) => void;
  readonly configure: (settings: Readonly<Record<string, unknown>>) => void;
  readonly dispose: () => void;
}

/** Copies a project into a new temporary folder of the same name. */
export function copyWorkspace(source: string): Workspace {
  const room = makeRoom();
  const folder = `${room}/${basename(source)}`;
  cpSync(source, folder, { recursive: true });
  let settings: Readonly<Record<string, unknown>> = {};
  const write = (path: string, text: string) => {
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  };
  return {
    folder,
    read: (path) =>
      existsSync(`${folder}/${path}`) ? readFileSync(`${folder}/${path}`, 'utf8') : undefined,
    write,
    configure(more) {
      settings = { ...settings, ...more };
      write('.vscode/settings.json', JSON.stringify(settings, undefined, 2));
    },
    dispose: () => removeRoom(room),
  };
}

/** Puts a fresh copy of the sample project into `out`, so that trying things out leaves the tests' files alone. */
export function refreshSample(): string {
  const folder = `${outFolder}/${basename(sampleWorkspace)}`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(sampleWorkspace, folder, { recursive: true });
  return folder;
}

/** The Dockerfile nearest to the top of a folder, as an absolute path. */
export function findDockerfile(folder: string): string | undefined {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'Dockerfile')
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter((path) => !path.includes('/node_modules/'));
  return files.sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))[0];
}
