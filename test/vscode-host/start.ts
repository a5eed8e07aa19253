import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Opening, workbenchAddress } from './address.ts';
import { desktopExecutable, hasDisplay, openDesktop } from './desktop-executable.ts';
import { installServer } from './install.ts';
import { build, packageVsix } from './product.ts';
import { startServer, type VscodeServer } from './server.ts';
import { findDockerfile, refreshSample } from './workspace.ts';

const check = process.argv.includes('--check');
const path = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const { folder, file } = opening();

await (check || !hasDisplay() ? startInBrowser() : startOnDesktop());

async function startOnDesktop(): Promise<void> {
  const executable = await desktopExecutable().catch((error: unknown) => {
    console.log(`VS Code for the desktop is not at hand (${message(error)}).`);
    return undefined;
  });
  if (executable === undefined) return startInBrowser();
  await build();
  console.log(`Opening ${folder} in VS Code with Seaworthy loaded.`);
  await openDesktop(executable, folder, file);
}

async function startInBrowser(): Promise<void> {
  await installServer();
  console.log('Packaging Seaworthy and starting VS Code.');
  const server = await startServer({ vsix: await packageVsix() });
  const address = workbenchAddress(server, file === undefined ? { folder } : { folder, file });
  if (check) return answer(server, address);
  console.log(`\nVS Code with Seaworthy runs at\n\n  ${address}\n`);
  console.log(`It shows ${folder}. Stop it with Ctrl+C.`);
}

async function answer(server: VscodeServer, address: string): Promise<void> {
  const { status } = await fetch(address);
  await server.stop();
  console.log(`GET ${address} answered ${status}.`);
  if (status !== 200) process.exitCode = 1;
}

function opening(): Opening {
  const chosen = path === undefined ? refreshSample() : resolve(path);
  const found = statSync(chosen, { throwIfNoEntry: false });
  if (!found) {
    console.error(`There is no ${chosen}.`);
    process.exit(2);
  }
  if (!found.isDirectory()) return { folder: dirname(chosen), file: chosen };
  const dockerfile = findDockerfile(chosen);
  return dockerfile === undefined ? { folder: chosen } : { folder: chosen, file: dockerfile };
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
