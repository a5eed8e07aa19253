import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Host } from '../../src/project/host.ts';
import type { Profile } from '../../src/rules/rule.ts';
import { createService, type Service } from '../../src/service.ts';
import { linesOf, positionAt } from '../../src/text/lines.ts';
import { brokenFixes } from '../fuzz/properties.ts';
import { readContent } from '../support/host.ts';

// npm run corpus -- FOLDER [RULE] [COUNT] [--strict]: checks real projects below a folder and prints a seeded sample of what is
// found. npm run corpus -- FOLDER --write: counts the findings of every rule into counts.json beside this file.
// A folder with a .tree.json (a list of { path }, or a map of sizes by path) is one project, whose files need not all be there. With --projects each
// folder directly below FOLDER is one, with the files it has. Any other file is its own project.
// npm run corpus -- FOLDER --fixes [RULE]: tries every fix by itself, and prints those that leave their problem, or a new error.
// RULE may be a severity (error, warning, info, hint), or empty for all.
const switches = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')));
const [folder, wanted = '', count = '40'] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'));
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run corpus -- FOLDER [RULE] [COUNT] [--strict] [--write]');
  process.exit(2);
}

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly line: string;
}

const readable = (file: string): string | undefined =>
  existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;

const check = async (name: string, host: Host, profile: Profile): Promise<readonly Found[]> => {
  const service: Service = createService(host);
  service.override({ profile });
  await service.load();
  return [...service.linted(), ...service.codeFiles()].flatMap((path) => {
    const text = service.text(path) ?? '';
    const lines = linesOf(text);
    return service.reported(path).map(({ rule, severity, at, message }) => {
      const { line } = positionAt(lines, at[0]);
      const marked = text
        .slice(...at)
        .replace(/\s+/g, ' ')
        .slice(0, 70);
      return {
        rule: rule.id,
        severity,
        line: `${name}/${path}:${line + 1} [${rule.id}] «${marked}» ${message}`,
      };
    });
  });
};

const hosts = function* (at: string): Generator<{ name: string; host: Host }> {
  const tree = readable(join(at, '.tree.json'));
  const name = relative(folder, at).split(sep).join('/');
  if (tree !== undefined) {
    const paths = pathsIn(JSON.parse(tree));
    const project = basename(at).split('__').at(-1) ?? '';
    yield {
      name,
      host: {
        name: project,
        files: async () => paths,
        read: async (path) => readable(join(at, path)),
        content: readContent,
      },
    };
    return;
  }
  if (switches.has('--projects') && at !== folder) {
    const paths = filesBelow(at);
    yield {
      name,
      host: {
        name: basename(at).split('+').at(-1) ?? '',
        files: async () => paths,
        read: async (path) => readable(join(at, path)),
        content: readContent,
      },
    };
    return;
  }
  for (const entry of readdirSync(at)) {
    const full = join(at, entry);
    if (statSync(full).isDirectory()) yield* hosts(full);
    else
      yield {
        name,
        host: {
          name: '',
          files: async () => [entry],
          read: async () => readable(full),
          content: readContent,
        },
      };
  }
};

const pathsIn = (tree: readonly { path: string }[] | Readonly<Record<string, number>>) =>
  Array.isArray(tree) ? tree.map(({ path }) => path) : Object.keys(tree);

const filesBelow = (at: string): readonly string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(at, join(entry.parentPath, entry.name)).split(sep).join('/'));

/** A number from 0 to 1 that depends on the text alone, so that a sample can be drawn again. */
const drawn = (text: string): number => {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  return (hash >>> 0) / 2 ** 32;
};

const checked = async (profile: Profile): Promise<{ all: readonly Found[]; files: number }> => {
  const all: Found[] = [];
  let files = 0;
  for (const { name, host } of hosts(folder)) {
    files++;
    all.push(...(await check(name, host, profile)));
  }
  return { all, files };
};

/** How often each rule reports, the most frequent first. */
const countsOf = (all: readonly Found[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const { rule } of all) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};

if (switches.has('--write')) {
  const recommended = await checked('recommended');
  const strict = await checked('strict');
  const counts = {
    files: strict.files,
    recommended: Object.fromEntries(countsOf(recommended.all)),
    strict: Object.fromEntries(countsOf(strict.all)),
  };
  const file = join(import.meta.dirname, 'counts.json');
  writeFileSync(file, `${JSON.stringify(counts, null, 2)}\n`);
  console.log(`${recommended.all.length} and ${strict.all.length} findings counted into ${file}`);
  process.exit(0);
}

if (switches.has('--fixes')) {
  let tried = 0;
  let wrong = 0;
  for (const { name, host } of hosts(folder)) {
    const service = createService(host);
    service.override({ profile: switches.has('--strict') ? 'strict' : 'recommended' });
    await service.load();
    for (const path of [...service.linted(), ...service.codeFiles()]) {
      tried += service.findings(path).reduce((sum, { fixes = [] }) => sum + fixes.length, 0);
      for (const each of await brokenFixes(service, path)) {
        if (!each.startsWith(wanted)) continue;
        wrong++;
        console.log(`${name}/${path}: ${each}`);
      }
    }
  }
  console.log(`${tried} fixes tried, ${wrong} wrong`);
  process.exit(wrong > 0 ? 1 : 0);
}

const { all, files } = await checked(switches.has('--strict') ? 'strict' : 'recommended');
for (const [rule, number] of countsOf(all)) console.log(`${String(number).padStart(6)} ${rule}`);
console.log(`${all.length} findings in ${files} files and projects`);
const sample = all
  .filter(({ rule, severity }) => ['', rule, severity].includes(wanted))
  .sort((a, b) => drawn(a.line) - drawn(b.line));
for (const { line } of sample.slice(0, Number(count))) console.log(line);
