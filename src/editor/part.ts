import * as vscode from 'vscode';

/**
 * Runs a part of the extension's own code that is not needed at activation, and returns what it exports. Neither host of VS Code
 * loads a second file by itself: that of browsers has no `require` for files.
 */
export const loadPart = async (extension: vscode.Uri, name: string): Promise<unknown> => {
  const uri = vscode.Uri.joinPath(extension, 'dist', `${name}.js`);
  const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const module: { exports: unknown } = { exports: {} };
  const require = (id: string): unknown => {
    if (id === 'vscode') return vscode;
    throw new Error(`The part ${name} asks for ${id}.`);
  };
  const run = new Function('module', 'exports', 'require', `${source}\n//# sourceURL=${uri}`);
  run(module, module.exports, require);
  return module.exports;
};
