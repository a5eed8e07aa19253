import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseAllDocuments, stringify } from 'yaml';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';
import { readPage } from '../support/page.ts';

/** The same manifest in another shape; made from its values or its text. */
type Shape = (values: readonly unknown[], text: string) => string;

const shapes: Readonly<Record<string, Shape>> = {
  JSON: (values) => values.map((value) => `${JSON.stringify(value, null, 2)}\n`).join('---\n'),
  'JSON on one line': (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('---\n'),
  braces: (values) =>
    values.map((value) => stringify(value, { collectionStyle: 'flow' })).join('---\n'),
  'lines that end in CRLF': (_, text) => text.replaceAll('\n', '\r\n'),
  'no end of the last line': (_, text) => text.trimEnd(),
};

const manifests = ['src/rules/kubernetes', 'src/rules/project', 'test/rules']
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  .flatMap((page) => readPage(page).cases)
  .filter(({ bad }) => bad.length === 1)
  .flatMap(({ bad }) => bad)
  .filter(({ file, text }) => file === 'manifest.yaml' && !text.includes('{{'))
  .map(({ text }) => ({ text, values: valuesOf(text) }))
  .filter(({ values }) => values.length > 0);

const isJson = (text: string): boolean => {
  try {
    for (const part of text.split('\n---\n')) JSON.parse(part);
    return true;
  } catch {
    return false;
  }
};

const service = await serviceOver({ 'a.yaml': '', '.seaworthy.yaml': 'profile: strict\n' });

const findingsOf = async (text: string) => {
  await service.update('a.yaml', text);
  // The edits of a fix are made from the text that is there.
  return service.findings('a.yaml').map(({ fixes = [], message, rule }) => ({
    message,
    rule: rule.id,
    fixes: fixes.map(({ edits, title }) => ({ title, text: apply(text, edits()) })),
  }));
};

/** What is wrong with the fixes of a manifest. */
const complaints = async (text: string): Promise<readonly string[]> => {
  const found: string[] = [];
  const before = await findingsOf(text);
  for (const { fixes, message, rule } of before) {
    const count = before.filter((each) => each.message === message).length;
    for (const fix of fixes) {
      const said = `${rule}, ${fix.title}:\n${fix.text}`;
      if (parseAllDocuments(fix.text).some(({ errors }) => errors.length > 0))
        found.push(`no YAML: ${said}`);
      else if (isJson(text) && !isJson(fix.text)) found.push(`no JSON: ${said}`);
      else {
        const after = await findingsOf(fix.text);
        if (after.filter((each) => each.message === message).length >= count)
          found.push(`still there: ${said}`);
      }
    }
  }
  return found;
};

/** The values of a stream, or nothing when it is broken. */
function valuesOf(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text);
  const broken = documents.some(({ errors, warnings }) => errors.length + warnings.length > 0);
  return broken || /[*&][\w.]/.test(text) ? [] : documents.map((each) => each.toJS());
}

describe('the fixes of manifests', () => {
  const all = Object.entries(shapes);
  // Each manifest in one of the shapes, as all of them in all take ten seconds.
  for (const [number, [name, shape]] of all.entries())
    it(`keep ${name} and take their finding away`, async () => {
      const found: string[] = [];
      for (const [i, { text, values }] of manifests.entries())
        if (i % all.length === number) found.push(...(await complaints(shape(values, text))));
      assert.deepEqual(found, []);
    });

  it('are tried over many pages', () => {
    assert.ok(manifests.length > 150, String(manifests.length));
  });
});
