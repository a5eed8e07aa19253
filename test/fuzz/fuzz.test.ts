import { suite, test } from 'node:test';
import fc from 'fast-check';
import { allRules } from '../../src/service.ts';
import { readPage } from '../support/page.ts';
import { dockerfiles, mutationsOf, starts } from './dockerfiles.ts';
import { holdsTogether, mendsForGood } from './properties.ts';

// Short and with a fixed seed, so that it says the same each time; `npm run fuzz` goes on from a seed of its own.
const short = { seed: 20_261_122, numRuns: 60 };

const examples = allRules
  .flatMap(({ docs }) => readPage(docs).cases)
  .flatMap(({ bad, good }) => [...bad, ...good])
  .filter(({ file }) => file === 'Dockerfile')
  .map(({ text }) => text);

suite('Any Dockerfile', () => {
  test('is read without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(dockerfiles, async (text) => {
        await holdsTogether('Dockerfile', text);
      }),
      short,
    );
  });

  test('is read without an exception when it is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(examples), async (text) => {
        await holdsTogether('Dockerfile', text);
      }),
      short,
    );
  });

  test('has its findings in their places, wherever ENTRYPOINT and CMD stand', async () => {
    await fc.assert(
      fc.asyncProperty(starts, async (text) => {
        await holdsTogether('Dockerfile', text);
      }),
      short,
    );
  });

  test('is mended for good by fix-all', async () => {
    await fc.assert(
      fc.asyncProperty(dockerfiles, (text) => mendsForGood('Dockerfile', text)),
      short,
    );
  });
});
