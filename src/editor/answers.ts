import * as vscode from 'vscode';
import { decodeLog, encodeLog, type LogRecord, mergeLogs } from '../learn/log.ts';
import { lazy } from '../text/memo.ts';

const segmentSize = 200;

/**
 * The log of answers: files of NDJSON in the extension's global storage. Each window writes files of its own, whole and by
 * way of a temporary one, so that neither a second window nor a kill in mid-write loses an answer that was written before.
 */
export class Answers {
  readonly #folder: vscode.Uri;
  // Node loads its cryptography when it is first asked for.
  readonly #window = lazy(() => `${Date.now().toString(36)}-${crypto.randomUUID().slice(0, 8)}`);
  readonly #full = new Map<string, readonly LogRecord[]>();
  #segment = 0;
  #own: LogRecord[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(storage: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storage, 'answers');
  }

  /** All answers of all windows, oldest first. */
  async all(): Promise<readonly LogRecord[]> {
    await this.#writing.catch(() => undefined);
    const entries = await this.#entries();
    const segments = await Promise.all(entries.map((name) => this.#segmentOf(name)));
    return mergeLogs([...segments, this.#own]);
  }

  /** Adds answers; resolves when they are on disk and rejects when they cannot be written. */
  async add(records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return;
    this.#own.push(...records);
    const write = this.#writing.catch(() => undefined).then(() => this.#write());
    this.#writing = write;
    return write;
  }

  /** Deletes every answer of every window. */
  async clear(): Promise<void> {
    await this.#writing.catch(() => undefined);
    this.#own = [];
    this.#full.clear();
    this.#segment++;
    for (const name of await this.#entries()) {
      const gone = vscode.workspace.fs.delete(vscode.Uri.joinPath(this.#folder, name));
      // Another window may have renamed it meanwhile.
      await gone.then(undefined, () => undefined);
    }
  }

  /** The records of a file; one that is full changes no more and is read once. */
  async #segmentOf(name: string): Promise<readonly LogRecord[]> {
    const known = this.#full.get(name);
    if (known) return known;
    const { records } = decodeLog(await this.#text(name));
    if (records.length >= segmentSize && name.endsWith('.ndjson')) this.#full.set(name, records);
    return records;
  }

  async #write(): Promise<void> {
    const name = `${this.#window()}-${String(this.#segment).padStart(4, '0')}`;
    const bytes = new TextEncoder().encode(encodeLog(this.#own));
    const temporary = vscode.Uri.joinPath(this.#folder, `${name}.tmp`);
    await vscode.workspace.fs.createDirectory(this.#folder);
    await vscode.workspace.fs.writeFile(temporary, bytes);
    await vscode.workspace.fs.rename(
      temporary,
      vscode.Uri.joinPath(this.#folder, `${name}.ndjson`),
      { overwrite: true },
    );
    if (this.#own.length < segmentSize) return;
    this.#own = [];
    this.#segment++;
  }

  async #entries(): Promise<readonly string[]> {
    try {
      const found = await vscode.workspace.fs.readDirectory(this.#folder);
      // A rename over a file may delete that file first, and a kill then leaves the temporary one alone.
      return found.map(([name]) => name).filter((name) => /\.(?:ndjson|tmp)$/.test(name));
    } catch {
      return [];
    }
  }

  async #text(name: string): Promise<string> {
    try {
      return new TextDecoder().decode(
        await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, name)),
      );
    } catch {
      return '';
    }
  }
}
