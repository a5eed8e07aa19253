import { runTests } from '@vscode/test-electron';
import { bundleSuite, suiteFile } from './bundle-suite.ts';
import { desktopExecutable } from './desktop-executable.ts';
import { root, sampleWorkspace } from './paths.ts';
import { build } from './product.ts';
import { makeRoom } from './rooms.ts';
import { copyWorkspace } from './workspace.ts';

await build();
await bundleSuite();
const executable = await desktopExecutable().catch((error: unknown) => {
  console.error(`No VS Code for the desktop: ${error instanceof Error ? error.message : error}`);
  console.error('Set VSCODE_EXECUTABLE to an installed one, or run this with a network.');
  process.exit(1);
});
const room = makeRoom();
await runTests({
  vscodeExecutablePath: executable,
  extensionDevelopmentPath: root,
  extensionTestsPath: suiteFile,
  launchArgs: [
    copyWorkspace(sampleWorkspace).folder,
    ...['--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
    ...['--user-data-dir', room],
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
