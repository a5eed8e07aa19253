import { readdirSync, readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { outFolder, root } from './paths.ts';

/** The suite as one file that runs in every kind of extension host. */
export const suiteFile = `${outFolder}/test-editor/suite.js`;

// mocha's browser build is UMD; in a bundle it would take this bundle's `module.exports` for its own.
const mochaAsGlobal: Plugin = {
  name: 'mocha-as-global',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, ({ path }) => ({
      contents: `const module=void 0,exports=void 0,define=void 0;${readFileSync(path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

/** Bundles `test/editor` with all its test files. */
export async function bundleSuite(): Promise<void> {
  const folder = `${root}/test/editor`;
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -'.test.ts'.length));
  await build({
    entryPoints: [`${folder}/index.ts`],
    outfile: suiteFile,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2024',
    external: ['vscode'],
    define: { TEST_FILES: JSON.stringify(names) },
    plugins: [mochaAsGlobal],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
