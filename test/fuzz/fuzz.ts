import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { recognise } from '../../src/project/recognise.ts';
import { dockerfiles, mutationsOf } from './dockerfiles.ts';
import { holdsTogether, mendsForGood } from './properties.ts';

// npm run fuzz -- [FOLDER] [RUNS]: the long run, over a grammar, and over damaged and cut Dockerfiles below a folder.
const [folder = 'test/workspaces', runs = '2000'] = process.argv.slice(2);
if (!existsSync(folder)) {
  console.error('usage: npm run fuzz -- [FOLDER] [RUNS]');
  process.exit(2);
}

const filesBelow = function* (at: string): Generator<string> {
  for (const name of readdirSync(at)) {
    const full = join(at, name);
    if (statSync(full).isDirectory()) yield* filesBelow(full);
    else if (statSync(full).size < 40_000) yield full;
  }
};

const texts = [...filesBelow(folder)]
  .map((file) => [file, readFileSync(file, 'utf8')] as const)
  .filter(([file, text]) => recognise(file, text) === 'dockerfile')
  .map(([, text]) => text);
const options = { numRuns: Number(runs) };
const slowest = { time: 0, text: '' };
const timed = async (text: string): Promise<void> => {
  const start = performance.now();
  await holdsTogether('Dockerfile', text);
  const time = performance.now() - start;
  if (time > slowest.time) Object.assign(slowest, { time, text });
};

console.log(`${texts.length} Dockerfiles, ${runs} runs each`);
await fc.assert(fc.asyncProperty(dockerfiles, timed), options);
await fc.assert(fc.asyncProperty(mutationsOf(texts), timed), options);
await fc.assert(
  fc.asyncProperty(dockerfiles, (text) => mendsForGood('Dockerfile', text)),
  options,
);
let mended = 0;
for (const text of texts) {
  try {
    await mendsForGood('Dockerfile', text);
    mended++;
  } catch (error) {
    console.error(error instanceof Error ? error.message.slice(0, 2000) : error);
    process.exitCode = 1;
  }
}
let prefixes = 0;
for (const text of texts.slice(0, 50))
  for (let end = 0; end < Math.min(text.length, 3000); end++, prefixes++)
    await timed(text.slice(0, end));
console.log(`${mended} of ${texts.length} mended for good, ${prefixes} prefixes read`);
console.log(
  `the longest look at everything took ${slowest.time.toFixed(0)} ms, at ${slowest.text.length} characters`,
);
