import * as vscode from 'vscode';
import type { Host } from '../project/host.ts';
import { largestFile } from '../project/recognise.ts';
import type { Path } from '../text/path.ts';
import { loadPart } from './part.ts';

const passedOver =
  '**/{.git,.hg,.svn,node_modules,.venv,venv,__pycache__,.tox,.mypy_cache,site-packages}/**';
const most = 50_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16le', { fatal: true });

/** The text of a file on disk or in a virtual workspace: undefined when it is missing, binary or very large. */
export const readText = async (uri: vscode.Uri): Promise<string | undefined> => {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > largestFile * 8) return undefined;
    // `pip freeze > requirements.txt` in PowerShell 5 writes this.
    if (uri.path.endsWith('.txt') && bytes[0] === 0xff && bytes[1] === 0xfe)
      return utf16.decode(bytes);
    if (bytes.subarray(0, 8000).includes(0)) return undefined;
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

/** A content file of the extension as parsed JSON; rejects when it is missing. */
export const contentReader =
  (extension: vscode.Uri) =>
  async (name: string): Promise<unknown> => {
    const bytes = await vscode.workspace.fs.readFile(
      vscode.Uri.joinPath(extension, 'dist', 'content', `${name}.json`),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  };

/** The engine's way to a workspace folder; texts of open documents win over the disk. */
export const folderHost = (root: vscode.Uri, name: string, extension: vscode.Uri): Host => ({
  name,
  async files() {
    const found = await vscode.workspace.findFiles(
      new vscode.RelativePattern(root, '**/*'),
      passedOver,
      most,
    );
    return found.flatMap((uri) => pathBelow(root, uri) ?? []);
  },
  async read(path) {
    const uri = vscode.Uri.joinPath(root, path);
    const open = vscode.workspace.textDocuments.find(
      (each) => each.uri.toString() === uri.toString(),
    );
    return open ? open.getText() : readText(uri);
  },
  content: contentReader(extension),
  async customChecks() {
    const part = (await loadPart(extension, 'custom-checks')) as CustomChecks;
    return part.customCheck;
  },
});

type CustomChecks = typeof import('../syntax/kubernetes/custom-check.ts');

/** The engine's way to the folder of an exercise, which lies in no workspace folder. */
export const exerciseHost = (root: vscode.Uri, extension: vscode.Uri): Host => ({
  ...folderHost(root, '', extension),
  files: () => filesBelow(root, ''),
});

const filesBelow = async (root: vscode.Uri, folder: Path): Promise<readonly Path[]> => {
  const found = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, folder));
  const paths = found.map(async ([name, type]) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    return type === vscode.FileType.Directory ? filesBelow(root, path) : [path];
  });
  return (await Promise.all(paths)).flat();
};

/** The engine's way to single documents that belong to no folder. */
export const looseHost = (extension: vscode.Uri): Host => ({
  name: '',
  files: async () => [],
  read: async () => undefined,
  content: contentReader(extension),
});

/** A document's path below a folder, or undefined when it lies outside. */
export const pathBelow = (root: vscode.Uri, uri: vscode.Uri): Path | undefined => {
  if (uri.scheme !== root.scheme || uri.authority !== root.authority) return undefined;
  const base = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return uri.path.startsWith(base) ? uri.path.slice(base.length) : undefined;
};
