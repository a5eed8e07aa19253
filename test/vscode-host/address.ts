import type { VscodeServer } from './server.ts';

/** What the workbench opens with. Paths are absolute paths on the server. */
export interface Opening {
  readonly folder: string;
  readonly file?: string;
  readonly development?: { readonly extension: string; readonly tests: string };
}

/** The address that opens a workbench of this server. */
export function workbenchAddress(server: VscodeServer, opening: Opening): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${slashed(path)}`;
  const payload = [
    ...(opening.file ? [['openFile', remote(opening.file)]] : []),
    ...(opening.development
      ? [
          ['extensionDevelopmentPath', remote(opening.development.extension)],
          ['extensionTestsPath', remote(opening.development.tests)],
        ]
      : []),
  ];
  const query = `folder=${readable(slashed(opening.folder))}`;
  const more = payload.length > 0 ? `&payload=${readable(JSON.stringify(payload))}` : '';
  return `${server.origin}/?${query}${more}`;
}

// Only what a query must not hold is encoded, so that the printed address can be read.
function readable(text: string): string {
  return encodeURIComponent(text).replace(/%(?:2F|3A|2C)/g, decodeURIComponent);
}

function slashed(path: string): string {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
