import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Meta } from '../../src/rules/rule.ts';
import { allRules } from '../../src/service.ts';
import { apply } from '../../src/text/edit.ts';
import { misplaced } from '../fuzz/properties.ts';
import { serviceOver } from '../support/host.ts';
import { type Block, type Case, readPage } from '../support/page.ts';

const filesOf = (blocks: readonly Block[]): Record<string, string> =>
  Object.fromEntries(blocks.map(({ file, text }) => [file, text]));

const shown = (
  file: string,
  text: string,
  at: readonly [number, number],
  message: string,
): string => `${file} ${at[0]}-${at[1]} "${text.slice(...at)}": ${message}`;

const checkBad = async (rule: Meta, { bad, good }: Case): Promise<void> => {
  const files = filesOf(bad);
  const service = await serviceOver(files);
  // A rule off by default is shown alone on its page.
  service.override(rule.profile === 'strict' ? { rules: { [rule.id]: rule.severity } } : {});
  const also = new Set(bad.flatMap((block) => block.also));
  const expected = bad.flatMap(({ file, text, marks, messages }) =>
    marks.map(({ start, end }, i) =>
      shown(file, text, [start, end], messages[i] ?? messages[0] ?? ''),
    ),
  );
  const found = bad.flatMap(({ file, text }) =>
    service
      .findings(file)
      .filter((each) => !also.has(each.rule.id))
      .map(
        (each) =>
          (each.rule.id === rule.id ? '' : `${each.rule.id} in `) +
          shown(file, text, each.at, each.message),
      ),
  );
  assert.deepEqual(found, expected);
  assert.deepEqual(
    bad.flatMap(({ file }) => misplaced(service, file)),
    [],
  );
  const target = good.find(({ apart }) => !apart);
  if (rule.fix === 'none' || !target) return;
  const safe = rule.fix === 'safe' && !target.suggested;
  const fixed = { ...files };
  for (const { file, text } of bad) {
    let current = text;
    for (let pass = 0; pass < 10; pass++) {
      const next = (await applyFirst(rule, fixed, file, safe)) ?? current;
      if (next === current) break;
      current = next;
    }
  }
  for (const { file, text, apart } of good)
    if (!apart) assert.equal(fixed[file], text, `the fix of ${file}`);
};

/** Applies the first fix of the first finding of the rule in `file`; edits of other files go to `files` too. */
const applyFirst = async (
  rule: Meta,
  files: Record<string, string>,
  file: string,
  safe: boolean,
): Promise<string | undefined> => {
  const service = await serviceOver(files);
  service.override(rule.profile === 'strict' ? { rules: { [rule.id]: rule.severity } } : {});
  const finding = service.findings(file).find(
    (each) =>
      each.rule.id === rule.id &&
      each.fixes?.[0] &&
      // What is only suggested here may become safe when another finding is fixed.
      (!safe || each.fixes[0].safe),
  );
  const fix = finding?.fixes?.[0];
  if (!fix) return undefined;
  assert.equal(
    fix.safe ? 'safe' : 'suggested',
    safe ? 'safe' : 'suggested',
    `${fix.title} is as safe as the page says`,
  );
  for (const path of new Set([file, ...fix.edits().map((edit) => edit.path ?? file)])) {
    const edits = fix.edits().filter((edit) => (edit.path ?? file) === path);
    files[path] = apply(files[path] ?? '', edits);
  }
  return files[file];
};

const checkGood = async (rule: Meta, { good }: Case): Promise<void> => {
  const service = await serviceOver(filesOf(good));
  service.override(rule.profile === 'strict' ? { rules: { [rule.id]: rule.severity } } : {});
  const also = new Set(good.flatMap((block) => block.also));
  const found = good.flatMap(({ file, text }) =>
    service
      .findings(file)
      .filter((each) => !also.has(each.rule.id))
      .map((each) => `${each.rule.id}: ${shown(file, text, each.at, each.message)}`),
  );
  assert.deepEqual(found, []);
};

for (const rule of allRules) {
  describe(rule.id, () => {
    const page = readPage(rule.docs);
    it('has a whole page', () => {
      assert.ok(
        page.title.length > 0 && page.title.length <= 60,
        `title of ${page.title.length} characters`,
      );
      assert.match(page.summary, /^[^.]+(?:\.[^ ][^.]*)*\.$/, 'the summary is one sentence');
      assert.deepEqual(page.headings, [
        'Why it matters',
        'Example',
        'When to leave it',
        'References',
      ]);
      assert.ok(
        page.cases.some(({ bad }) => bad.some(({ marks }) => marks.length > 0)),
        'a bad example with a mark',
      );
      assert.ok(
        page.cases.some(({ good }) => good.length > 0),
        'a good example',
      );
    });
    const edges = join(import.meta.dirname, `${rule.id}.md`);
    const more = existsSync(edges) ? readPage(readFileSync(edges, 'utf8')).cases : [];
    for (const [number, each] of [...page.cases, ...more].entries()) {
      const name = `${each.heading} ${number + 1}`;
      if (each.bad.length > 0) it(`finds and mends: ${name}`, () => checkBad(rule, each));
      if (each.good.length > 0) it(`is silent: ${name}`, () => checkGood(rule, each));
    }
  });
}
