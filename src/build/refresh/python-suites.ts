import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// node src/build/refresh/python-suites.ts OFFICIAL-IMAGES PYTHON: writes the table of src/data/python-suites.ts, the Debian releases below the tags of the
// official image of Python that name none. A tag with three numbers stays as it was built last, so the newest commit of library/python in
// docker-library/official-images that has it tells; where a group of tags names no release, the Dockerfile of docker-library/python does. Both arguments
// are clones or their git directories.
const [images, python] = process.argv.slice(2);
if (!images || !python) {
  console.error('usage: node src/build/refresh/python-suites.ts OFFICIAL-IMAGES PYTHON');
  process.exit(2);
}

const git = (repository: string, ...words: readonly string[]): string =>
  execFileSync('git', ['-C', repository, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const suiteName = /\b(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky)\b/;
const froms = new Map<string, string | undefined>();

/** The release that the Dockerfile of a group starts from. */
const fromOf = (commit: string, directory: string): string | undefined => {
  const key = `${commit}:${directory}/Dockerfile`;
  if (!froms.has(key)) {
    let text = '';
    try {
      text = git(python, 'show', key);
    } catch {
      // Some commits are of branches that are gone.
    }
    froms.set(key, suiteName.exec(/^FROM[^\n]*/m.exec(text)?.[0] ?? '')?.[1]);
  }
  return froms.get(key);
};

/** Tags with three numbers, `3.8.1` and `3.8.1-slim`, to their release. */
const suites = new Map<string, string>();
for (const commit of git(images, 'log', '--reverse', '--format=%H', '--', 'library/python')
  .trim()
  .split('\n')) {
  for (const group of git(images, 'show', `${commit}:library/python`).split(/\n\s*\n/)) {
    const field = (name: string): string =>
      new RegExp(`^${name}: (.*)$`, 'm').exec(group)?.[1] ?? '';
    const tags = [...field('Tags').split(', '), ...field('SharedTags').split(', ')];
    if (/windows|alpine/.test(group.replace(/^SharedTags.*$/m, ''))) continue;
    const plain = tags.filter((tag) => /^3\.\d+\.\d+(?:-slim)?$/.test(tag));
    if (plain.length === 0) continue;
    const suite =
      suiteName.exec(field('Tags'))?.[1] ?? fromOf(field('GitCommit'), field('Directory'));
    if (suite === undefined) continue;
    for (const tag of plain) suites.set(tag, suite);
  }
}
const day = git(images, 'log', '-1', '--format=%cs').trim();

const patches = [...suites]
  .filter(([tag]) => !tag.endsWith('-slim'))
  .map(([tag, suite]) => ({
    numbers: tag.split('.').map(Number),
    slim: suites.get(`${tag}-slim`) ?? suite,
    suite,
  }))
  .sort(
    (a, b) =>
      (a.numbers[1] ?? 0) - (b.numbers[1] ?? 0) || (a.numbers[2] ?? 0) - (b.numbers[2] ?? 0),
  );

const rows = new Map<number, (readonly [patch: number, suite: string])[]>();
let unlike = 0;
for (const { numbers, slim, suite } of patches) {
  const [, minor = 0, patch = 0] = numbers;
  if (slim !== suite) unlike++;
  const row = rows.get(minor) ?? [];
  rows.set(minor, row);
  // Where the two differ nothing is said.
  const name = slim === suite ? suite : '';
  if (row.at(-1)?.[1] !== name) row.push([patch, name]);
}

writeFileSync(
  join(import.meta.dirname, '../../data/python-suites.ts'),
  `/**
 * The Debian release below tags such as \`python:3.8.1\` and \`python:3.8.1-slim\`, by the minor version, from a patch on; empty where it is not known
 * (docker-library/official-images, ${day}), written by build/refresh/python-suites.ts.
 */
export const pythonSuites: Readonly<
  Record<number, readonly (readonly [patch: number, suite: string])[]>
> = {
${[...rows].map(([minor, row]) => `  ${minor}: [${row.map(([patch, suite]) => `[${patch}, '${suite}']`).join(', ')}],`).join('\n')}
};
`,
);
console.log(
  `wrote ${patches.length} releases of ${rows.size} versions, ${unlike} of them with another release for slim`,
);
