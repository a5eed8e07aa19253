import * as vscode from 'vscode';
import { type Problem, problemText } from '../project/attempt.ts';

let channel: vscode.LogOutputChannel | undefined;

/** The output channel "Seaworthy", whose level people set in the editor. */
export const log = (): vscode.LogOutputChannel => {
  channel ??= vscode.window.createOutputChannel('Seaworthy', { log: true });
  return channel;
};

/** Writes a failure of Seaworthy with its trace. */
export const logFailure = (problem: Problem): void => {
  log().error(problemText(problem));
  if (problem.error instanceof Error && problem.error.stack) log().debug(problem.error.stack);
};

/** The function with failures logged: its caller then gets nothing. */
export const logged =
  <A extends readonly unknown[], T>(
    part: string,
    run: (...args: A) => Promise<T>,
  ): ((...args: A) => Promise<T | undefined>) =>
  async (...args) => {
    try {
      return await run(...args);
    } catch (error) {
      logFailure({ part, error });
      return undefined;
    }
  };

/** A provider of the editor with its failures logged: the editor is given nothing then, as for a file without findings. */
export const withLog = <P extends object>(part: string, provider: P): P =>
  new Proxy(provider, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      // Its events are functions too, and hand back what ends the listening.
      return typeof value === 'function' && /^(?:provide|resolve)/.test(String(key))
        ? logged(part, async (...args: readonly unknown[]) => Reflect.apply(value, target, args))
        : value;
    },
  });

/** Makes the channel and the command that shows it. */
export const registerLog = (): vscode.Disposable =>
  vscode.Disposable.from(
    log(),
    { dispose: () => (channel = undefined) },
    vscode.commands.registerCommand('seaworthy.showOutput', () => log().show(true)),
  );
