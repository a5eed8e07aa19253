import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { allRules, type Service } from '../../src/service.ts';
import { insert, replace } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';
import { readPage } from '../support/page.ts';
import { dockerfiles, mutationsOf, starts } from './dockerfiles.ts';
import { brokenFixes, holdsTogether, mendsForGood } from './properties.ts';

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

suite('Each fix of the pages', () => {
  const cases = allRules.flatMap((rule) =>
    readPage(rule.docs).cases.flatMap(({ bad }, i) =>
      bad.length > 0 ? [{ name: `${rule.id} ${i + 1}`, rule, bad }] : [],
    ),
  );

  test('leaves its problem gone and no new error, in any file', async () => {
    for (const { name, rule, bad } of cases) {
      const service = await serviceOver(
        Object.fromEntries(bad.map(({ file, text }) => [file, text])),
      );
      service.override({ rules: rule.profile === 'strict' ? { [rule.id]: rule.severity } : {} });
      for (const { file } of bad) {
        const own = service.findings(file).filter((each) => each.rule === rule);
        const wrong = await brokenFixes(service, file);
        // What a second finding of the rule is about may look wrong until it is fixed as well.
        const all = own.length > 1 ? wrong.filter((each) => !each.includes('new error')) : wrong;
        assert.deepEqual(all, [], name);
      }
    }
  });

  test('would be told when it left its problem, made an error, or wrote over itself', async () => {
    const text = 'FROM python:3.12-slim\nUSER 10001\nCMD python app.py\n';
    const service = await serviceOver({ Dockerfile: text });
    const [finding] = service.findings('Dockerfile');
    assert.ok(finding);
    for (const [edits, told] of [
      [[insert(text.length, '# more\n')], /still there/],
      [[replace([text.indexOf('CMD'), text.length], 'FRO\n')], /new error/],
      [[insert(5, 'a'), insert(5, 'b')], /overlap/],
    ] as const) {
      const fixes = [{ title: 'Wrong', edits: () => edits }];
      const broken: Service = {
        ...service,
        findings: (path) =>
          service
            .findings(path)
            .map((each) => (each.rule === finding.rule ? { ...each, fixes } : each)),
      };
      assert.match((await brokenFixes(broken, 'Dockerfile')).join('\n'), told);
    }
  });
});
