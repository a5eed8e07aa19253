import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newestKubernetes } from '../data/kubernetes-version.ts';
import { catalogueText } from './catalogue.ts';
import { conceptIdsModule } from './concepts.ts';

// Writes the files that are derived from others; with --check it only tells which are out of date.
const root = join(import.meta.dirname, '../..');
const check = process.argv.includes('--check');
const stale: string[] = [];

const bring = (path: string, wanted: string): void => {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return;
  stale.push(path);
  if (!check) writeFileSync(file, wanted);
};

bring('src/rules/catalogue.generated.ts', catalogueText(root));
bring('src/learn/concepts.generated.ts', conceptIdsModule(join(root, 'src/learn/concepts')));
// The catalogue may just have been written, so it is read now.
const { allRules } = await import('../service.ts');
const { readmeText } = await import('./readme.ts');
const { settingsSchema } = await import('./settings-schema.ts');
bring('README.md', readmeText(root, allRules));
bring(
  'package.json',
  readFileSync(join(root, 'package.json'), 'utf8').replace(
    /("seaworthy\.kubernetesVersion": \{[^}]*"default": ")[^"]+/,
    (_, before: string) => before + newestKubernetes.version,
  ),
);
bring('media/settings.schema.json', `${JSON.stringify(settingsSchema(allRules), null, 2)}\n`);

for (const path of stale) console.log(`${check ? 'out of date' : 'wrote'}: ${path}`);
if (check && stale.length > 0) {
  console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = 1;
}
