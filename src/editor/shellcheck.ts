import * as vscode from 'vscode';
import type { ShellText } from '../lint/shellcheck.ts';

const longest = 10_000;
const mostKept = 500;

/** Runs the program shellcheck over shell texts; resolves with what it printed, or undefined where it cannot run. */
export class Shellcheck {
  readonly #printed = new Map<string, Promise<string | undefined>>();
  #missing = false;

  /** Whether the program may run: in a trusted folder, on a host with processes, and where it was not found missing. */
  isThere(uri: vscode.Uri): boolean {
    const asked = vscode.workspace.getConfiguration('seaworthy', uri).get<boolean>('shellcheck');
    return (
      asked !== false && vscode.workspace.isTrusted && !this.#missing && processes() !== undefined
    );
  }

  /** What `shellcheck -f json1` prints for a text; each text is checked once. */
  check({ shell, script }: ShellText): Promise<string | undefined> {
    const key = `${shell}\n${script}`;
    const known = this.#printed.get(key) ?? this.#run(shell, script);
    this.#printed.delete(key);
    this.#printed.set(key, known);
    const [oldest] = this.#printed.keys();
    if (this.#printed.size > mostKept && oldest !== undefined) this.#printed.delete(oldest);
    return known;
  }

  #run(shell: string, script: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      const words = ['--shell', shell, '--format', 'json1', '--severity', 'style', '-'];
      // The text goes in by standard input, and no shell stands between.
      const child = processes()?.execFile(
        'shellcheck',
        words,
        { timeout: longest, maxBuffer: 4_000_000, windowsHide: true },
        (error, printed) => {
          if (error?.code === 'ENOENT') this.#missing = true;
          resolve(printed === '' ? undefined : printed);
        },
      );
      child?.stdin?.on('error', () => undefined);
      child?.stdin?.end(script);
      if (!child) resolve(undefined);
    });
  }
}

/** As much of Node's processes as is used; the host of a browser has none. */
interface Processes {
  execFile(
    program: string,
    words: readonly string[],
    options: { readonly timeout: number; readonly maxBuffer: number; readonly windowsHide: true },
    done: (error: { readonly code?: unknown } | null, printed: string) => void,
  ): {
    readonly stdin: {
      on(event: 'error', handle: () => void): unknown;
      end(text: string): unknown;
    } | null;
  };
}

interface NodeProcess {
  getBuiltinModule?(name: string): unknown;
}

const processes = (): Processes | undefined => {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.getBuiltinModule?.('node:child_process') as Processes | undefined;
};
