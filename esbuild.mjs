import { cpSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { cliBundle, editorBundle, panelBundle } from './src/build/bundling.ts';
import { buildContent } from './src/build/content.ts';
import { writeNotices } from './src/build/notices.ts';

const production = process.argv.includes('--production');

const common = {
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
};

if (production) rmSync('dist', { recursive: true, force: true });
const [extension, engine, learning, customChecks, questions, create] = await Promise.all([
  build({
    ...common,
    ...editorBundle,
    entryPoints: ['src/editor/extension.ts'],
    outfile: 'dist/extension.js',
    metafile: true,
  }),
  // Read and run when a Dockerfile or manifest is opened first.
  build({
    ...common,
    ...editorBundle,
    entryPoints: ['src/service.ts'],
    outfile: 'dist/engine.js',
    metafile: true,
  }),
  // Read and run when the panel is opened first.
  build({
    ...common,
    ...editorBundle,
    entryPoints: ['src/editor/panel.ts'],
    outfile: 'dist/learning.js',
    metafile: true,
  }),
  // Read and run when settings define checks of their own.
  build({
    ...common,
    ...editorBundle,
    entryPoints: ['src/syntax/kubernetes/custom-check.ts'],
    outfile: 'dist/custom-checks.js',
    metafile: true,
  }),
  // Read and run when the panel asks about a project first.
  build({
    ...common,
    ...editorBundle,
    entryPoints: ['src/learn/questions/makers.ts'],
    outfile: 'dist/questions.js',
    metafile: true,
  }),
  // Read and run when a file is made of a project first.
  build({
    ...common,
    ...editorBundle,
    entryPoints: ['src/features/create/create.ts'],
    outfile: 'dist/create.js',
    metafile: true,
  }),
  build({
    ...common,
    ...panelBundle,
    entryPoints: ['src/panel/main.tsx'],
    outfile: 'dist/panel.js',
  }),
  build({ ...common, ...cliBundle, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js' }),
  buildContent(),
]);
cpSync('media/panel.css', 'dist/panel.css');
writeNotices(
  [extension, engine, learning, customChecks, questions, create].flatMap(({ metafile }) =>
    Object.keys(metafile.inputs),
  ),
);
