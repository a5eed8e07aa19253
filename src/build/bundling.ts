import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { pageHeads, pageTitles } from './page-heads.ts';

const here = import.meta.dirname;

/** What every bundle with the engine in it is made with. */
const engine = {
  bundle: true,
  legalComments: 'none',
  // dockerfile-ast asks the global Buffer for a byte order mark; web hosts have none.
  inject: [join(here, 'buffer-shim.js')],
  // Of 28 kB of types dockerfile-ast uses the makers of two plain objects.
  alias: { 'vscode-languageserver-types': join(here, 'positions-shim.js') },
} satisfies BuildOptions;

/** The extension, or a part of it, for both hosts of VS Code. */
export const editorBundle = {
  ...engine,
  format: 'cjs',
  platform: 'browser',
  target: 'es2022',
  external: ['vscode'],
  plugins: [pageTitles],
} satisfies BuildOptions;

/** The command line. */
export const cliBundle = {
  ...engine,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  banner: { js: '#!/usr/bin/env node' },
  inject: [],
  plugins: [pageHeads],
} satisfies BuildOptions;

/** The front-end of the learning panel. */
export const panelBundle = {
  bundle: true,
  legalComments: 'none',
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
} satisfies BuildOptions;
