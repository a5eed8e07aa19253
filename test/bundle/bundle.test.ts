import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { editorBundle, panelBundle } from '../../src/build/bundling.ts';
import { readContent } from '../support/host.ts';

const root = join(import.meta.dirname, '../..');

const bundled = async (entry: string, options: BuildOptions, minify = false): Promise<string> => {
  const result = await build({
    ...options,
    entryPoints: [join(root, entry)],
    write: false,
    minify,
    logLevel: 'silent',
  });
  return result.outputFiles?.[0]?.text ?? '';
};

const filesOf = (folder: string): Record<string, string> => {
  const files: Record<string, string> = {};
  const visit = (path: string): void => {
    const full = join(folder, path);
    if (statSync(full).isDirectory()) for (const name of readdirSync(full)) visit(join(path, name));
    else files[path] = readFileSync(full, 'utf8');
  };
  visit('');
  return files;
};

describe('the engine', () => {
  it('runs in a bare host without process, Buffer and require', async () => {
    const source = await bundled('src/service.ts', editorBundle);
    const files = filesOf(join(root, 'test/workspaces/churn-model'));
    const module = { exports: {} };
    const context = createContext({
      module,
      exports: module.exports,
      TextEncoder,
      TextDecoder,
      files,
      content: readContent,
    });
    runInContext(`((module, exports) => {${source}\n})(module, exports)`, context);
    const script = `(async () => {
      const service = module.exports.createService({ name: 'churn-model', files: async () => Object.keys(files), read: async (path) => files[path], content });
      await service.load();
      return service.linted().map((path) => [path, service.findings(path).length]);
    })()`;
    const found: unknown = await runInContext(script, context);
    assert.ok(Array.isArray(found));
    assert.equal(found.length, 5);
    assert.ok(
      found.every((row: unknown) => Array.isArray(row) && row[1] > 0),
      JSON.stringify(found),
    );
  });
});

describe('the bundles', () => {
  const parts = {
    'src/editor/extension.ts': 100_000,
    'src/service.ts': 1_390_000,
    'src/editor/panel.ts': 100_000,
    'src/syntax/kubernetes/custom-check.ts': 350_000,
    'src/learn/questions/makers.ts': 355_000,
    'src/features/create/create.ts': 360_000,
  };
  for (const [entry, most] of Object.entries(parts))
    it(`hold ${entry} in less than ${most / 1000} kB, and require nothing but vscode`, async () => {
      const source = await bundled(entry, editorBundle, true);
      assert.ok(source.length < most, `${source.length} bytes`);
      const asked = [...source.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1]);
      assert.deepEqual(
        asked.filter((name) => name !== 'vscode'),
        [],
      );
      assert.doesNotMatch(source, /\bprocess\.(?:env|cwd|exit)\b/);
    });

  it('keep the panel under 40 kB gzip', async () => {
    const source = await bundled('src/panel/main.tsx', panelBundle, true);
    const size = gzipSync(source).length;
    assert.ok(size < 40_000, `${size} bytes`);
  });
});
