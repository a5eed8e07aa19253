import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Host } from '../../src/project/host.ts';
import { createService, type Service } from '../../src/service.ts';
import { linesOf, positionAt } from '../../src/text/lines.ts';
import { readContent } from '../support/host.ts';

// npm run corpus -- FOLDER [RULE] [COUNT]: checks real projects below a folder and prints a seeded sample of what is found.
// A folder with a .tree.json (a list of { path }) is one project, whose files need not all be there; any other file is its own.
const [folder, wanted = '', count = '40'] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run corpus -- FOLDER [RULE] [COUNT]');
  process.exit(2);
}

interface Found {
  readonly rule: string;
  readonly line: string;
}

const readable = (file: string): string | undefined =>
  existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;

const check = async (name: string, host: Host): Promise<readonly Found[]> => {
  const service: Service = createService(host);
  await service.load();
  return service.linted().flatMap((path) => {
    const text = service.text(path) ?? '';
    const lines = linesOf(text);
    return service.findings(path).map(({ rule, at, message }) => {
      const { line } = positionAt(lines, at[0]);
      const marked = text
        .slice(...at)
        .replace(/\s+/g, ' ')
        .slice(0, 70);
      return {
        rule: rule.id,
        line: `${name}/${path}:${line + 1} [${rule.id}] «${marked}» ${message}`,
      };
    });
  });
};

const hosts = function* (at: string): Generator<{ name: string; host: Host }> {
  const tree = readable(join(at, '.tree.json'));
  const name = relative(folder, at).split(sep).join('/');
  if (tree !== undefined) {
    const paths = (JSON.parse(tree) as readonly { path: string }[]).map(({ path }) => path);
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

/** A number from 0 to 1 that depends on the text alone, so that a sample can be drawn again. */
const drawn = (text: string): number => {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  return (hash >>> 0) / 2 ** 32;
};

const all: Found[] = [];
let files = 0;
for (const { name, host } of hosts(folder)) {
  files++;
  all.push(...(await check(name, host)));
}
const counts = new Map<string, number>();
for (const { rule } of all) counts.set(rule, (counts.get(rule) ?? 0) + 1);
for (const [rule, number] of [...counts].sort((a, b) => b[1] - a[1]))
  console.log(`${String(number).padStart(6)} ${rule}`);
console.log(`${all.length} findings in ${files} files and projects`);
const sample = all
  .filter(({ rule }) => wanted === '' || rule === wanted)
  .sort((a, b) => drawn(a.line) - drawn(b.line));
for (const { line } of sample.slice(0, Number(count))) console.log(line);
