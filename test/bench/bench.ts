import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { DockerfileParser } from 'dockerfile-ast';
import { build } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { editorBundle, panelBundle } from '../../src/build/bundling.ts';
import { isSchema } from '../../src/data/kubernetes-schema.ts';
import { decodeLog, encodeLog, type LogRecord, mergeLogs } from '../../src/learn/log.ts';
import { foldLog } from '../../src/learn/schedule.ts';
import { recognise } from '../../src/project/recognise.ts';
import { createService } from '../../src/service.ts';
import { readContent } from '../support/host.ts';
import { type Contender, median, table, timesOf } from './measure.ts';
import { installPeers, jsonSchema, peer } from './peers.ts';

// npm run bench [-- FOLDER]: times in one run, so that ratios can be compared; FOLDER holds real files, else the sample project.
const root = join(import.meta.dirname, '../..');
const folder = process.argv[2] ?? join(root, 'test/workspaces');
installPeers();

const filesBelow = function* (at: string): Generator<string> {
  for (const name of readdirSync(at)) {
    const full = join(at, name);
    if (statSync(full).isDirectory()) yield* filesBelow(full);
    else if (statSync(full).size < 300_000) yield full;
  }
};

const textsOf = (kind: string, most: number): readonly string[] => {
  const texts = [...filesBelow(folder)]
    .filter((file) => recognise(file, 'apiVersion: v1\nkind: x\n') === kind)
    .map((file) => readFileSync(file, 'utf8'));
  const chosen = texts.filter(
    (text) => recognise(kind === 'kubernetes' ? 'a.yaml' : 'Dockerfile', text) === kind,
  );
  const different = [...new Set(chosen)];
  const step = Math.max(1, different.length / most);
  return Array.from(
    { length: Math.min(most, different.length) },
    (_, i) => different[Math.floor(i * step)] ?? '',
  );
};

/** The whole analysis of one file that stands alone: models, facts, every recommended rule. */
const analysis = async (path: string): Promise<Contender> => {
  const service = createService({
    name: '',
    files: async () => [path],
    read: async () => '',
    content: readContent,
  });
  await service.load();
  await service.update(
    path,
    path.endsWith('yaml') ? 'apiVersion: v1\nkind: Service\n' : 'FROM scratch\n',
  );
  let edition = 0;
  return {
    name: 'Seaworthy, whole analysis',
    run: async (text) => {
      // A different text each time, so that nothing is taken from a cache.
      edition++;
      await service.update(path, `# ${edition}\n${text}`);
      return service.findings(path);
    },
  };
};

/** Reads a project of so many manifests, and single edits in it with everything that has to be looked at again. */
async function projectOf(count: number): Promise<void> {
  const texts = new Map(
    Array.from({ length: count }, (_, i) => [
      `k8s/${i}.yaml`,
      `${manifests[i % manifests.length]}\n# ${i}\n`,
    ]),
  );
  const best = { parsed: Infinity, indexed: Infinity, moved: Infinity, renamed: Infinity };
  for (let round = 0; round < 4; round++) {
    const start = performance.now();
    for (const text of texts.values()) parseAllDocuments(text, { logLevel: 'silent' });
    const parsed = performance.now();
    const service = createService({
      name: '',
      files: async () => [...texts.keys()],
      read: async (path) => texts.get(path),
      content: readContent,
    });
    await service.load();
    const indexed = performance.now();
    for (const path of service.linted()) service.findings(path);
    const [edited, text] = [...texts].find(([, each]) => /^kind: Deployment$/m.test(each)) ?? [
      '',
      '',
    ];
    const took = async (next: string): Promise<number> => {
      const before = performance.now();
      for (const path of await service.update(edited, next)) service.findings(path);
      return performance.now() - before;
    };
    best.moved = Math.min(best.moved, await took(`# edit\n${text}`));
    best.renamed = Math.min(best.renamed, await took(text.replaceAll(/\bname: /g, 'name: new-')));
    best.parsed = Math.min(best.parsed, parsed - start);
    best.indexed = Math.min(best.indexed, indexed - parsed);
  }
  console.log(
    `\nA project of ${count} manifests: parsed in ${best.parsed.toFixed(0)} ms, indexed in ${(best.indexed / best.parsed).toFixed(2)}x that; with what depends on it, an edit that moves lines takes 1/${(best.indexed / best.moved).toFixed(0)} of the indexing, one that renames an object 1/${(best.indexed / best.renamed).toFixed(0)}`,
  );
}

const { validate } = await peer('dockerfile-utils');
const lint = await peer('dockerfilelint');
const dockerfiles = textsOf('dockerfile', 400);
const dockerfileContenders: readonly Contender[] = [
  { name: 'dockerfile-ast, parse alone', run: (text) => DockerfileParser.parse(text) },
  await analysis('Dockerfile'),
  { name: 'dockerfile-utils 0.16.3, validate', run: (text) => validate(text) },
  { name: 'dockerfilelint 1.8.0', run: (text) => (lint.run ?? lint.default.run)('.', text) },
];
table(
  `${dockerfiles.length} Dockerfiles`,
  await timesOf(dockerfileContenders, dockerfiles, 10, 24),
);

const { getLanguageService } = await peer('yaml-language-server/out/src/index.js');
const { TextDocument } = await peer('vscode-languageserver-textdocument');
const schema = await readContent('kubernetes');
if (!isSchema(schema))
  throw new Error('dist/content/kubernetes.json is missing: run `npm run build`.');
const server = getLanguageService({
  schemaRequestService: async () => JSON.stringify(jsonSchema(schema)),
  workspaceContext: { resolveRelativePath: (path: string) => path },
});
server.configure({
  validate: true,
  isKubernetes: true,
  schemas: [{ fileMatch: ['*.yaml'], uri: 'file:///kubernetes.json', schema: jsonSchema(schema) }],
});
let version = 0;
const validateYaml = (text: string): Promise<readonly unknown[]> =>
  server.doValidation(TextDocument.create('file:///manifest.yaml', 'yaml', ++version, text), true);
const manifests = textsOf('kubernetes', 200);
const manifestContenders: readonly Contender[] = [
  { name: 'yaml, parse alone', run: (text) => parseAllDocuments(text, { logLevel: 'silent' }) },
  await analysis('manifest.yaml'),
  { name: 'yaml-language-server 2.0.0, same types', run: validateYaml },
];
const probe = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replica: 1}\n';
console.log(
  `\nyaml-language-server finds ${(await validateYaml(probe)).length} in a Deployment with an unknown and two missing fields`,
);
table(`${manifests.length} manifests`, await timesOf(manifestContenders, manifests, 3, 24));

if (manifests.length > 0) await projectOf(1_000);

console.log('\nGrowth of the whole analysis');
const growth = async (
  name: string,
  path: string,
  unit: string,
  head: string,
  perUnit: number,
): Promise<void> => {
  const contender = await analysis(path);
  let before: { lines: number; time: number } | undefined;
  for (const lines of [100, 1_000, 10_000]) {
    const text = head + unit.repeat(Math.round(lines / perUnit));
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      await contender.run(text);
      times.push(performance.now() - start);
    }
    const time = median(times);
    const ratio = before
      ? `${(time / before.time).toFixed(1)}x the time for ${lines / before.lines}x the lines`
      : '';
    console.log(
      `  ${name.padEnd(12)} ${String(lines).padStart(6)} lines  ${time.toFixed(1).padStart(8)} ms  ${ratio}`,
    );
    before = { lines, time };
  }
};
await growth(
  'Dockerfile',
  'Dockerfile',
  'ENV MODEL_DIR=/models\nRUN pip install torch==2.4.0 && \\\n    apt-get update\n',
  'FROM python:3.12-slim\n',
  3,
);
await growth(
  'manifest',
  'manifest.yaml',
  '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: churn\nspec:\n  selector:\n    app: churn\n  ports:\n    - port: 80\n',
  '',
  10,
);

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};
const edited = await analysis('Dockerfile');
const edits = async (count: number): Promise<void> => {
  const text = dockerfiles[dockerfiles.length >> 1] ?? 'FROM scratch\n';
  for (let i = 0; i < count; i++) await edited.run(text);
};
await edits(1_000);
const before = heap();
await edits(10_000);
console.log(
  `\nMemory after 1,000 edits of a Dockerfile ${before.toFixed(1)} MB, after 10,000 more ${heap().toFixed(1)} MB`,
);

const log = Array.from({ length: 50_000 }, (_, i): LogRecord => {
  const base = { v: 1, id: `a${i}`, at: 1.7e12 + i * 1e6, concept: 'hpa' } as const;
  const fact = `hpa/fact-${i % 300}`;
  return {
    ...{ ...base, type: 'answer', mode: 'quiz', fact, item: `${fact}-question` },
    ...{ ok: i % 6 !== 0, hints: 0, ms: 4000 },
  };
});
const segments = Array.from({ length: 250 }, (_, i) =>
  encodeLog(log.slice(i * 200, (i + 1) * 200)),
);
const opened = Array.from({ length: 6 }, () => {
  const start = performance.now();
  foldLog(mergeLogs(segments.map((text) => decodeLog(text).records)));
  return performance.now() - start;
});
console.log(`\nA log of 50,000 answers is read and folded in ${Math.min(...opened).toFixed(0)} ms`);

console.log('\nBundles (minified)');
for (const [name, entry, options] of [
  ['extension', 'src/editor/extension.ts', editorBundle],
  ['engine', 'src/service.ts', editorBundle],
  ['learning', 'src/editor/panel.ts', editorBundle],
  ['panel', 'src/panel/main.tsx', panelBundle],
] as const) {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [join(root, entry)],
    write: false,
    minify: true,
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  console.log(
    `  ${name.padEnd(12)} ${(bytes.length / 1000).toFixed(0).padStart(6)} kB  ${(gzipSync(bytes).length / 1000).toFixed(0).padStart(5)} kB gzip`,
  );
}
if (existsSync(join(root, 'dist/seaworthy.vsix')))
  console.log(
    `  ${'package'.padEnd(12)} ${(statSync(join(root, 'dist/seaworthy.vsix')).size / 1000).toFixed(0).padStart(6)} kB`,
  );
console.log(
  'Activation in the extension host is measured by VS Code itself and printed by the UI tests: npm test.',
);
