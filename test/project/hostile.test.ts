import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { askProject } from '../../src/learn/questions/makers.ts';
import { allRules } from '../../src/service.ts';
import { serviceOver } from '../support/host.ts';
import { readPage } from '../support/page.ts';
import { sampleFindings } from '../support/sample-findings.ts';

const examples = allRules
  .flatMap(({ docs }) => readPage(docs).cases)
  .flatMap(({ bad, good }) => [...bad, ...good]);

const everything = async (path: string, text: string): Promise<void> => {
  const service = await serviceOver({ [path]: text });
  const findings = service.findings(path);
  for (const { at, fixes } of findings) {
    assert.ok(
      at[0] >= 0 && at[0] <= at[1] && at[1] <= text.length,
      `${at} in a text of ${text.length}`,
    );
    for (const fix of fixes ?? []) fix.edits();
  }
  const middle = Math.floor(text.length / 2);
  await service.hover(path, middle);
  await service.complete(path, text.length);
  service.symbols(path);
  service.links(path);
  service.definition(path, middle);
  service.questions(askProject);
};

describe('nothing throws', () => {
  it('on any prefix of an example', async () => {
    for (const [i, { file, text }] of examples.entries()) {
      for (let end = i % 11; end < text.length; end += 31)
        await everything(file, text.slice(0, end));
    }
  });

  it('on hostile text', async () => {
    const hostile = [
      '\u0000\u0001binary\uFFFF',
      '\uFEFF\uFEFF',
      '\r\r\r\n\r',
      `RUN ${'$('.repeat(3000)}`,
      `RUN ${'"'.repeat(3001)}`,
      `FROM ${'${A:-'.repeat(2000)}`,
      `CMD [${'"a",'.repeat(3000)}`,
      `${'RUN a \\\n'.repeat(3000)}`,
      'RUN \\\n# a\\b',
      'ARG A=$B\nARG B=$A\nFROM $A',
      'FROM a AS b\nFROM b AS b\nFROM b',
      'ONBUILD ONBUILD ONBUILD RUN x',
      `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(2000)}`,
      'apiVersion: v1\nkind: Pod\nspec: &a\n  containers: *a\n',
      'apiVersion: v1\nkind: Pod\n<<: &x\n  <<: *x\n',
      'apiVersion: v1\nkind: Pod\n? [a, b]\n: c\nspec: !!js/function "x"\n',
      `apiVersion: v1\nkind: Pod\n${'---\n'.repeat(3000)}`,
    ];
    for (const text of hostile)
      for (const path of ['Dockerfile', 'pod.yaml']) await everything(path, text);
  });
});

describe('the sample project', () => {
  const root = join(import.meta.dirname, '../workspaces');
  const read = (folder: string): Record<string, string> => {
    const files: Record<string, string> = {};
    const visit = (path: string): void => {
      const full = join(root, folder, path);
      if (statSync(full).isDirectory())
        for (const name of readdirSync(full)) visit(path === '' ? name : `${path}/${name}`);
      else files[path] = readFileSync(full, 'utf8');
    };
    visit('');
    return files;
  };

  it('carries a dozen mistakes and more', async () => {
    const service = await serviceOver(read('churn-model'));
    const rules = new Set(
      service.linted().flatMap((path) => service.findings(path).map(({ rule }) => rule.id)),
    );
    for (const id of [
      'missing-dependency',
      'localhost-server',
      'port-mismatch',
      'hpa-without-requests',
      'selector-mismatch',
      'removed-api-version',
    ])
      assert.ok(rules.has(id), id);
    assert.ok(rules.size >= 12, `${rules.size} rules`);
  });

  it('has exactly the findings that every host must show', async () => {
    const service = await serviceOver(read('churn-model'));
    const found = service.linted().flatMap((path) => {
      const text = service.text(path) ?? '';
      return service
        .findings(path)
        .map(({ rule, at }) => `${path}:${text.slice(0, at[0]).split('\n').length} ${rule.id}`);
    });
    assert.deepEqual(found.toSorted(), [...sampleFindings]);
  });

  it('has a mended twin without any finding', async () => {
    const service = await serviceOver(read('churn-model-fixed'), 'churn-model');
    assert.deepEqual(
      service
        .linted()
        .flatMap((path) =>
          service.findings(path).map(({ rule, message }) => `${path} ${rule.id}: ${message}`),
        ),
      [],
    );
    assert.equal(service.linted().length, 5);
  });
});
