import type { BuildOptions } from 'esbuild';
import { pageHeads, pageTitles } from './page-heads.ts';

/** What every bundle with the engine in it is made with. */
const engine = {
  bundle: true,
  legalComments: 'none',
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
