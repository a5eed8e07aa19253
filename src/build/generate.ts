import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueText } from './catalogue.ts';
import { conceptIdsModule } from './concepts.ts';

// Writes the files that are derived from others; with --check it only tells which are out of date.
const root = join(import.meta.dirname, '../..');
const check = process.argv.includes('--check');

const files: Readonly<Record<string, () => string>> = {
  'src/rules/catalogue.generated.ts': () => catalogueText(root),
  'src/learn/concepts.generated.ts': () => conceptIdsModule(join(root, 'src/learn/concepts')),
};

const stale = Object.entries(files).filter(([path, text]) => {
  const file = join(root, path);
  const wanted = text();
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return false;
  if (!check) writeFileSync(file, wanted);
  return true;
});
for (const [path] of stale) console.log(`${check ? 'out of date' : 'wrote'}: ${path}`);
if (check && stale.length > 0) {
  console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = 1;
}
