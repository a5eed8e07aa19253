import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** How a finished process ended, with everything it wrote. */
export interface Finished {
  readonly code: number;
  readonly output: string;
}

const owned = new Set<ChildProcess>();
const windows = process.platform === 'win32';

/** Starts a process in a group of its own that ends, at the latest, when this process ends. */
export function start(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
    ...options,
  });
  owned.add(child);
  child.once('exit', () => owned.delete(child));
  return child;
}

/** Ends a process and its group: politely, then by force after 3 s. Resolves when it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signal(child, 'SIGTERM');
  const force = setTimeout(() => signal(child, 'SIGKILL'), 3_000);
  await gone;
  clearTimeout(force);
}

/** What to show of a process while it runs, and when to give up on it (milliseconds). */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly shell?: boolean;
  readonly onText?: (text: string) => void;
  readonly timeout?: number;
}

/** Runs a process to its end. A process that cannot start or overruns its time ends with a code other than 0. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const { onText, timeout, ...rest } = options;
  return new Promise((resolve) => {
    const child = start(command, args, rest);
    let output = '';
    const take = (text: string) => {
      output += text;
      onText?.(text);
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    const clock = setTimeout(
      () => {
        take(`\n${command} was stopped after ${(timeout ?? 0) / 1000} s.\n`);
        void end(child);
      },
      timeout ?? 2 ** 31 - 1,
    );
    const settle = (code: number) => {
      clearTimeout(clock);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      take(`${error.message}\n`);
      settle(127);
    });
    child.once('close', (code) => settle(code ?? 1));
  });
}

/** Runs a process and returns its output; throws with that output when it fails. */
export async function must(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}.\n${output}`);
  return output;
}

/** The command that runs npm with the Node of this process, whatever Node npm itself was started with. */
export function npmCommand(args: readonly string[]): readonly [string, readonly string[]] {
  const { npm_execpath: cli } = process.env;
  return cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args];
}

/** Runs npm and returns its output; throws with that output when it fails. */
export function npm(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const [command, all] = npmCommand(args);
  return must(command, all, { ...options, shell: windows && command === 'npm' });
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(windows ? child.pid : -child.pid, name);
  } catch {
    // The process ended between the look and the signal.
  }
}

process.once('exit', () => {
  for (const child of owned) signal(child, 'SIGKILL');
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => process.exit(130));
}
