import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleIds } from './catalogue.ts';
import { compileConcepts } from './concepts.ts';
import { compileSchema } from './kubernetes-schema.ts';

const root = join(import.meta.dirname, '../..');

const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Python tables in the shape of PythonKnowledge. */
const packages = (): unknown => {
  const imports = read('src/data/python/imports.json');
  const closures = read('src/data/python/closures.json');
  const standard = read('src/data/python/standard.json');
  return {
    facts: imports['facts'],
    imports: imports['imports'],
    closures: closures['closures'],
    formerly: closures['formerly'],
    extras: closures['extras'],
    standard: standard['modules'],
  };
};

/** The whole pages of all rules by id. */
const rulePages = (): Record<string, string> => {
  const files = ruleIds(root).map(
    ({ family, id }) => [id, `src/rules/${family}/${id}.md`] as const,
  );
  const own = ['unused-ignore', 'malformed-ignore', 'invalid-setting'].map(
    (id) => [id, `src/lint/${id}.md`] as const,
  );
  const pages = [...files, ...own];
  return Object.fromEntries(
    pages.map(([id, file]) => [id, readFileSync(join(root, file), 'utf8')]),
  );
};

/** Writes one content file. */
const write = (name: string, value: unknown): void => {
  const file = join(root, 'dist/content', `${name}.json`);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
};

/** Compiles everything that is loaded when first needed into dist/content. */
export const buildContent = async (): Promise<void> => {
  write('packages', packages());
  write('debian', read('src/data/debian.json'));
  write('server-flags', read('src/data/server-flags.json'));
  write('rules', rulePages());
  const { schema, docs } = compileSchema(root);
  write('kubernetes', schema);
  write('kubernetes-docs', docs);
  const { index, pages } = compileConcepts(join(root, 'src/learn/concepts'));
  write('concepts', index);
  for (const [id, page] of Object.entries(pages)) write(`concepts/${id}`, page);
};

if (import.meta.main) await buildContent();
