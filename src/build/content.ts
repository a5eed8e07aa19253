import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../syntax/kustomization.ts';
import { normalName } from '../syntax/requirements.ts';
import { ruleIds } from './catalogue.ts';
import { compileConcepts } from './concepts.ts';
import { compileSchema } from './kubernetes-schema.ts';

const root = join(import.meta.dirname, '../..');

const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Python tables in the shape of PythonKnowledge. */
const packages = (): unknown => {
  const imports = read('src/data/python/imports.json');
  const packages = read('src/data/python/packages.json');
  const standard = read('src/data/python/standard.json');
  return {
    facts: imports['facts'],
    imports: withModules(imports['imports'], packages['packages']),
    packages: packages['packages'],
    wheels: read('src/data/python/wheels.json')['wheels'],
    standard: standard['modules'],
    removed: standard['removed'],
    wrong: read('src/data/python/wrong-names.json')['names'],
    moved: read('src/data/python/moved-names.json')['moved'],
    sizes: read('src/data/python/sizes.json')['megabytes'],
  };
};

// What many wheels bring by mistake.
const stray =
  /^(?:_.*|tests?|testing|docs?|examples?|scripts?|bin|benchmarks?|src|build|tools?|utils?|setup|conftest|samples?|version|config|data|lib|main|app|common|core|models?|cli)$/;

/** The import names of a table, with those of the modules in wheels; a distribution of the same name comes first. */
const withModules = (table: unknown, packages: unknown): Record<string, readonly string[]> => {
  const imports = new Map<string, readonly string[]>(isRecord(table) ? entriesOf(table) : []);
  for (const [name, facts] of isRecord(packages) ? Object.entries(packages) : []) {
    const modules = isRecord(facts) && Array.isArray(facts['m']) ? facts['m'] : [];
    for (const module of modules) {
      if (typeof module !== 'string' || stray.test(module)) continue;
      const known = imports.get(module) ?? [];
      if (known.includes(name)) continue;
      const first = normalName(module) === name && !known.includes(name) && known.length === 0;
      imports.set(module, first ? [name, ...known] : [...known, name]);
    }
  }
  return Object.fromEntries([...imports].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const entriesOf = (
  table: Readonly<Record<string, unknown>>,
): readonly (readonly [string, readonly string[]])[] =>
  Object.entries(table).flatMap(([module, names]) =>
    Array.isArray(names)
      ? [[module, names.filter((each) => typeof each === 'string')] as const]
      : [],
  );

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
