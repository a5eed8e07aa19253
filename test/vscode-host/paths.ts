import { fileURLToPath } from 'node:url';

/** Absolute folder of the repository, without a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Folder of the small npm package that brings VS Code's server. */
export const hostFolder = `${root}/test/vscode-host`;

/** Folder for what test runs leave behind: bundles, screenshots, logs. */
export const outFolder = `${root}/out`;

/** The packaged extension, as `npm run package` writes it. */
export const vsixFile = `${root}/dist/seaworthy.vsix`;

/** Project that the demonstration and the tests open. */
export const sampleWorkspace = `${root}/test/workspaces/churn-model`;

/** Entry of VS Code's server inside the installed package. */
export const serverMain = `${hostFolder}/node_modules/code-server/lib/vscode/out/server-main.js`;

/** Identifier of the extension in VS Code. */
export const extensionId = 'seaworthy.seaworthy';
