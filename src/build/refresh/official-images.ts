import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// node src/build/refresh/official-images.ts REPOSITORY: writes the table of src/data/official-images.ts, the names of the official images of Docker Hub. They
// are the files that library/ of docker-library/official-images has or ever had, of which REPOSITORY is a clone or its git directory: what is no longer
// built stays on Docker Hub.
const [repository] = process.argv.slice(2);
if (!repository) {
  console.error('usage: node src/build/refresh/official-images.ts REPOSITORY');
  process.exit(2);
}

const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-C', repository, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });

const names = new Set(
  git('log', '--format=', '--name-only', 'HEAD', '--', 'library')
    .split('\n')
    .flatMap((path) => /^library\/([a-z0-9][\w.-]*)$/.exec(path)?.[1] ?? []),
);
if (names.size < 100) throw new Error('the history of library/ is not there');
const day = git('log', '-1', '--format=%cs').trim();

const lines: string[] = [];
for (const name of [...names].sort()) {
  const last = lines.at(-1);
  if (last !== undefined && last.length + name.length < 90)
    lines[lines.length - 1] = `${last} ${name}`;
  else lines.push(name);
}

writeFileSync(
  join(import.meta.dirname, '../../data/official-images.ts'),
  `import { type ImageRef, imageName } from '../text/image.ts';

/** The names that docker-library/official-images has or had in library/ (${day}), written by build/refresh/official-images.ts. */
const names: ReadonlySet<string> = new Set(
  [
${lines.map((line) => `    '${line}',`).join('\n')}
  ].flatMap((line) => line.split(' ')),
);

/** Whether an image has a name that only a build on the same machine can give it: no registry and no owner, and Docker Hub has no official image of it. */
export const isLocalName = (image: ImageRef): boolean => {
  const name = imageName(image);
  return image.registry === undefined && image.repository === name && !name.includes('/') && !names.has(name);
};
`,
);
console.log(`wrote ${names.size} names`);
