import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const open = new Set<string>();

/** Makes a temporary folder that is removed, at the latest, when this process ends. */
export function makeRoom(): string {
  const room = mkdtempSync(`${tmpdir()}/seaworthy-`);
  open.add(room);
  return room;
}

/** Removes a temporary folder made by `makeRoom`. */
export function removeRoom(room: string): void {
  rmSync(room, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  open.delete(room);
}

process.once('exit', () => {
  for (const room of open) removeRoom(room);
});
