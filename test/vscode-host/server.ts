import { mkdirSync, writeFileSync } from 'node:fs';
import { serverMain } from './paths.ts';
import { end, must, start } from './processes.ts';
import { makeRoom, removeRoom } from './rooms.ts';

/** A running VS Code server with folders of its own; `stop` ends it and removes them. */
export interface VscodeServer {
  readonly origin: string;
  readonly authority: string;
  readonly room: string;
  readonly stop: () => Promise<void>;
}

/** What to install and how to set up the user before the server starts. */
export interface ServerOptions {
  readonly vsix?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly smokeTestDriver?: boolean;
}

const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.hotExit': 'off',
  'git.enabled': false,
  // What this machine has beside VS Code must not decide what tests see.
  'seaworthy.shellcheck': false,
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Starts VS Code's server on a free loopback port; rejects with its output when it does not come up in 30 s. */
export async function startServer(options: ServerOptions = {}): Promise<VscodeServer> {
  const room = makeRoom();
  const data = ['--server-data-dir', `${room}/server`, '--extensions-dir', `${room}/extensions`];
  mkdirSync(`${room}/user/User`, { recursive: true });
  const settings = { ...quiet, ...options.settings };
  writeFileSync(`${room}/user/User/settings.json`, JSON.stringify(settings, undefined, 2));
  if (options.vsix) await installExtension(options.vsix, data);
  const args = [
    serverMain,
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...data,
    ...['--user-data-dir', `${room}/user`],
    ...['--disable-workspace-trust', '--disable-experiments', '--disable-update-check'],
    '--disable-getting-started-override',
    ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
  ];
  // On Linux the server leaves its sockets in this folder.
  const env = { ...process.env, XDG_RUNTIME_DIR: room };
  const child = start(process.execPath, args, { env });
  const stop = async () => {
    await end(child);
    removeRoom(room);
  };
  const port = await new Promise<string>((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`The VS Code server ${why}.\n${output}`));
    const clock = setTimeout(() => fail('did not answer within 30 s'), 30_000);
    const read = (text: string) => {
      output += text;
      const listening = /agent listening on (\d+)/.exec(output)?.[1];
      if (listening === undefined) return;
      clearTimeout(clock);
      resolve(listening);
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('exit', () => fail('ended at once'));
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const authority = `localhost:${port}`;
  return { origin: `http://${authority}`, authority, room, stop };
}

async function installExtension(vsix: string, data: readonly string[]): Promise<void> {
  const args = ['--accept-server-license-terms', ...data, '--install-extension', vsix, '--force'];
  const output = await must(process.execPath, [serverMain, ...args], { timeout: 60_000 });
  if (!output.includes('was successfully installed')) throw new Error(`${vsix}: ${output}`);
}
