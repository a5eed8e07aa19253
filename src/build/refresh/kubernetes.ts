import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesSchema } from '../../data/kubernetes-schema.ts';
import { newestKubernetes } from '../../data/kubernetes-version.ts';
import { compileSchema } from '../kubernetes-schema.ts';

// npm run refresh:kubernetes [-- VERSION RELEASED]: what the newest types from npm have that those in use lack. With a version and
// the month of its release (1.37 2026-08) they are installed, and the version is written into src/data/kubernetes-version.ts.
const root = join(import.meta.dirname, '../../..');
const packages = ['kubernetes-models', '@kubernetes-models/apimachinery'];

const npm = (...words: readonly string[]): string =>
  execFileSync('npm', words, { cwd: root, encoding: 'utf8' });

const newest = (): KubernetesSchema => {
  const folder = mkdtempSync(join(tmpdir(), 'kubernetes-types-'));
  try {
    npm('install', '--prefix', folder, '--no-save', ...packages.map((each) => `${each}@latest`));
    return compileSchema(folder).schema;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const fieldsOf = ({ kinds, types }: KubernetesSchema): ReadonlySet<string> =>
  new Set([
    ...Object.keys(kinds).map((kind) => `kind ${kind}`),
    ...Object.entries(types).flatMap(([type, { properties }]) =>
      Object.keys(properties).map((field) => `field ${type} ${field}`),
    ),
  ]);

const before = fieldsOf(compileSchema(root).schema);
const after = fieldsOf(newest());
const added = [...after].filter((each) => !before.has(each)).sort();
const gone = [...before].filter((each) => !after.has(each)).sort();
for (const each of added) console.log(`+ ${each}`);
for (const each of gone) console.log(`- ${each}`);
console.log(
  `${added.length} kinds and fields more, ${gone.length} fewer than in the types of Kubernetes ${newestKubernetes.version}.`,
);

const [version, released] = process.argv.slice(2);
if (version !== undefined) {
  if (!/^1\.\d+$/.test(version) || !/^\d{4}-\d{2}$/.test(released ?? '')) {
    console.error('usage: npm run refresh:kubernetes [-- 1.37 2026-08]');
    process.exit(2);
  }
  npm('install', '--save-exact', '--save-dev', ...packages.map((each) => `${each}@latest`));
  writeFileSync(
    join(root, 'src/data/kubernetes-version.ts'),
    `/** The newest Kubernetes minor version whose types and removals are known here, and the month of its release. */\nexport const newestKubernetes = { version: '${version}', released: '${released}' } as const;\n`,
  );
  console.log(
    'Add removed versions to src/data/removed-apis.ts, new fields to src/build/kubernetes-since.ts, and run npm run generate.',
  );
}
