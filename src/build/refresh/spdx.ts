import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// node src/build/refresh/spdx.ts PACKAGE: writes the list of src/data/spdx-ids.ts from the npm package spdx-license-ids (CC0) unpacked in PACKAGE.
const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node src/build/refresh/spdx.ts PACKAGE');
  process.exit(2);
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
const version = /"version": "([^"]+)"/.exec(
  readFileSync(join(folder, 'package.json'), 'utf8'),
)?.[1];

const ids = [...textsIn(read('index.json')), ...textsIn(read('deprecated.json'))];
if (ids.length < 500) throw new Error('the lists of the package are not there');
const sorted = [...new Set(ids.map((id) => id.toLowerCase()))].sort();

const lines: string[] = [];
let last = '';
for (const id of sorted) {
  let same = 0;
  while (same < 35 && id[same] !== undefined && id[same] === last[same]) same++;
  const word = `${same.toString(36)}${id.slice(same)}`;
  const line = lines.at(-1);
  if (line !== undefined && line.length + word.length < 96)
    lines[lines.length - 1] = `${line} ${word}`;
  else lines.push(word);
  last = id;
}

writeFileSync(
  join(import.meta.dirname, '../../data/spdx-ids.ts'),
  `/**
 * The SPDX licence list as in spdx-license-ids ${version} (CC0), with deprecated ids, in lower case and order: before each its first
 * letters that are those of the one before, as a number of base 36. Written by build/refresh/spdx.ts.
 */
export const spdxIds = \`
${lines.map((line) => `  ${line}`).join('\n')}
\`;
`,
);
console.log(`wrote ${sorted.length} ids`);
