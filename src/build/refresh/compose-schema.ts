import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// node src/build/refresh/compose-schema.ts REPOSITORY: writes src/data/compose-schema.ts, the keys of Compose files and the types of their values. They are
// read from schema/compose-spec.json of compose-spec/compose-go, by which Docker Compose judges a file before anything else; REPOSITORY is a clone of it or its git directory.
const [repository] = process.argv.slice(2);
if (!repository) {
  console.error('usage: node src/build/refresh/compose-schema.ts REPOSITORY');
  process.exit(2);
}

const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-C', repository, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const root: Schema = JSON.parse(git('show', 'HEAD:schema/compose-spec.json'));
const day = git('log', '-1', '--format=%cs').trim();
const commit = git('rev-parse', '--short=12', 'HEAD').trim();

const letters: Readonly<Record<string, string>> = {
  ...{ string: 's', integer: 'i', number: 'n', boolean: 'b', null: 'z' },
};

// What is for swarms or rare is known by its name only, to keep the table short.
const rare: ReadonlySet<string> = new Set([
  ...['blkio_config', 'credential_spec', 'rollback_config', 'update_config', 'placement'],
  ...['generic_resources', 'provider', 'pre_start', 'post_start', 'pre_stop', 'exec', 'ipam'],
]);

/** The maps with keys of their own, by the names that types give them. */
const maps = new Map<string, string>();

const nameFor = (wanted: string, text: string): string => {
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted}${i}`;
    if ((maps.get(name) ?? text) === text) return name;
  }
};

const typeOf = (schema: Schema, hint: string): string => {
  if (rare.has(hint)) return '?';
  if (schema.$ref) {
    const name = schema.$ref.replace('#/$defs/', '');
    const target = root.$defs?.[name];
    if (!target) throw new Error(`${schema.$ref} is not there`);
    return typeOf(target, name);
  }
  if (schema.oneOf) return schema.oneOf.map((each) => typeOf(each, hint)).join('|');
  if (schema.enum) return `"${schema.enum.join(',')}"`;
  const types = schema.type === undefined ? ['any'] : [schema.type].flat();
  return types
    .map((type) => {
      if (type === 'array') return `[${schema.items ? typeOf(schema.items, hint) : '?'}]`;
      if (type === 'object') return mapOf(schema, hint);
      return letters[type] ?? '?';
    })
    .join('|');
};

const mapOf = (schema: Schema, hint: string): string => {
  const { properties, patternProperties = {} } = schema;
  const [free] = Object.entries(patternProperties).filter(([pattern]) => pattern !== '^x-');
  // Keys of any name are taken, too, where the schema does not say that there are no others.
  if (!properties) return `<${free ? typeOf(free[1], hint) : '?'}>`;
  if (schema.additionalProperties !== false) return '<?>';
  const groups = new Map<string, string[]>();
  for (const [key, value] of Object.entries(properties)) {
    const type = typeOf(value, key);
    const written = `${key}${schema.required?.includes(key) ? '!' : ''}`;
    groups.set(type, [...(groups.get(type) ?? []), written]);
  }
  const text = [...groups].map(([type, keys]) => `${keys.join(',')}:${type}`).join(' ');
  const name = nameFor(hint, text);
  maps.set(name, text);
  return `@${name}`;
};

mapOf(root, 'file');
const lines = [...maps].map(([name, text]) => `${name} ${text}`);

writeFileSync(
  join(import.meta.dirname, '../../data/compose-schema.ts'),
  `/**
 * The keys of Compose files and the types of their values, one kind of map a line: its name, then its keys by their types. A type is a string, an integer, a
 * number, a boolean, z for nothing, "a,b" for one of some words, [list], <map with keys of any name>, @map, or ? for anything; a key with ! has to be there.
 * Written by build/refresh/compose-schema.ts from schema/compose-spec.json of compose-spec/compose-go at ${commit} (${day}).
 */
export const composeSchema = \`
${lines.join('\n')}
\`;
`,
);
console.log(`wrote ${lines.length} maps, ${lines.join('\n').length} characters`);
