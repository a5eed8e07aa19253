import { cpSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { buildContent } from './src/build/content.ts';
import { writeNotices } from './src/build/notices.ts';
import { pageHeads } from './src/build/page-heads.ts';

const production = process.argv.includes('--production');

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  // dockerfile-ast asks the global Buffer for a byte order mark; web hosts have none.
  inject: ['src/build/buffer-shim.js'],
};

if (production) rmSync('dist', { recursive: true, force: true });
const [extension] = await Promise.all([
  build({
    ...common,
    entryPoints: ['src/editor/extension.ts'],
    outfile: 'dist/extension.js',
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    external: ['vscode'],
    plugins: [pageHeads],
    metafile: true,
  }),
  build({
    ...common,
    entryPoints: ['src/panel/main.tsx'],
    outfile: 'dist/panel.js',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    inject: [],
  }),
  build({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    inject: [],
    plugins: [pageHeads],
  }),
  buildContent(),
]);
cpSync('media/panel.css', 'dist/panel.css');
writeNotices(Object.keys(extension.metafile.inputs));
