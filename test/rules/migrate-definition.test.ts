import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

type Value = Record<string, unknown>;

const path = 'crd.yaml';

const migrated = async (text: string): Promise<string | undefined> => {
  const service = await serviceOver({ [path]: text });
  const found = service.findings(path).find(({ rule }) => rule.id === 'removed-api-version');
  assert.ok(found);
  const [fix] = found.fixes ?? [];
  return fix && apply(text, fix.edits());
};

const definition = (spec: string): string =>
  `apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: {name: trainings.ml.io}\nspec:\n  group: ml.io\n  names: {kind: Training, plural: trainings}\n${spec}`;

/** Comments above lines, by their numbers. */
const commented = (text: string, numbers: readonly number[]): string =>
  text
    .split('\n')
    .map((line, i) =>
      numbers.includes(i) && line ? `${/^ */.exec(line)?.[0]}# ${i}\n${line}` : line,
    )
    .join('\n');

describe('the migration of a CustomResourceDefinition', () => {
  it('is not offered where a person must decide', async () => {
    const version = '  version: v1\n';
    for (const spec of [
      `${version}  validation: {openAPIV3Schema: {type: object, properties: {spec: {properties: {}}}}}\n`,
      `${version}  validation: {openAPIV3Schema: {type: object, anyOf: [{required: [spec]}]}}\n`,
      `${version}  validation: {openAPIV3Schema: {type: object, additionalProperties: false}}\n`,
      `${version}  validation: {openAPIV3Schema: {type: object, properties: {a: {type: array, items: [{type: string}]}}}}\n`,
      `${version}  validation: {openAPIV3Schema: {type: object, properties: {metadata: {type: object, properties: {name: {type: string}}}}}}\n`,
      `${version}  preserveUnknownFields: false\n`,
      `${version}  conversion: {strategy: Webhook}\n`,
      `${version}  versions: [{name: v2, served: true, storage: true}]\n`,
      `  versions: [{name: v1, served: true, storage: true}]\n`,
      `  versions:\n  - name: v1\n    served: true\n`,
      `  versions: []\n`,
      '',
      `${version}  subresources: &status\n    status: {}\n`,
      `${version.replace('v1', '{{ .Values.version }}')}`,
      `  versions:\n  - name: v1\n    served: true\n    storage: true\n    subresources: {status: {}}\n  subresources: {status: {}}\n`,
    ])
      assert.equal(await migrated(definition(spec)), undefined, spec);
    const reviewed = definition(version).replace('group: ml.io', 'group: gpu.k8s.io');
    assert.equal(await migrated(reviewed), undefined);
    const hostile = definition(version).replace('group: ml.io', 'group: {toString: 1}');
    assert.ok(await migrated(hostile));
  });

  const leaf = fc.constantFrom<Value>(
    { type: 'string' },
    { type: 'integer', minimum: 1 },
    { type: 'object', additionalProperties: { type: 'string' } },
    { 'x-kubernetes-int-or-string': true },
  );
  const names = fc.constantFrom('spec', 'status', 'replicas', 'image');
  const { schema } = fc.letrec<{ schema: Value }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({
        type: fc.constant('object'),
        properties: fc.dictionary(names, tie('schema'), { maxKeys: 3 }),
      }),
      fc.record({ type: fc.constant('array'), items: tie('schema') }),
    ),
  }));
  const whole = fc.record({
    type: fc.constant('object'),
    properties: fc.dictionary(names, schema, { minKeys: 1, maxKeys: 3 }),
  });
  const columns = fc.constant([{ name: 'Phase', type: 'string', JSONPath: '.status.phase' }]);
  const some = { requiredKeys: [] };
  const spec = fc
    .record({
      kept: fc.constantFrom(undefined, true, false),
      schema: whole,
      common: fc.record(
        { subresources: fc.constant({ status: {} }), additionalPrinterColumns: columns },
        some,
      ),
      versions: fc.option(fc.subarray(['v1', 'v1beta1', 'v1alpha1'], { minLength: 1 })),
      isOwn: fc.boolean(),
      hasScope: fc.boolean(),
      conversion: fc.constantFrom(
        undefined,
        { strategy: 'None' },
        { strategy: 'Webhook', webhookClientConfig: { url: 'https://ml.io' } },
        {
          strategy: 'Webhook',
          conversionReviewVersions: ['v1'],
          webhookClientConfig: { url: 'https://ml.io' },
        },
      ),
    })
    .map((made) => ({ ...made, isOwn: made.isOwn && made.versions !== null }));

  /** What v1 says of the same: written again, out of plain values. */
  const expected = (made: typeof spec extends fc.Arbitrary<infer T> ? T : never): Value => {
    const open = (each: Value): Value => {
      const { properties, items } = each;
      const inner = {
        ...each,
        ...(properties
          ? {
              properties: Object.fromEntries(
                Object.entries(properties).map(([key, value]) => [key, open(value)]),
              ),
            }
          : {}),
        ...(items ? { items: open({ ...items }) } : {}),
      };
      return each['type'] === 'object' && !each['additionalProperties']
        ? { ...inner, 'x-kubernetes-preserve-unknown-fields': true }
        : inner;
    };
    const { additionalPrinterColumns, subresources } = made.common;
    const version = (name: string, i: number): Value => ({
      name,
      served: true,
      storage: i === 0,
      schema: { openAPIV3Schema: made.kept === false ? made.schema : open(made.schema) },
      ...(subresources ? { subresources } : {}),
      ...(additionalPrinterColumns
        ? {
            additionalPrinterColumns: additionalPrinterColumns.map(({ JSONPath, ...rest }) => ({
              ...rest,
              jsonPath: JSONPath,
            })),
          }
        : {}),
    });
    const { conversion = {} } = made;
    const reviews = 'conversionReviewVersions' in conversion ? ['v1'] : ['v1beta1'];
    const webhook =
      'webhookClientConfig' in conversion
        ? { clientConfig: conversion.webhookClientConfig, conversionReviewVersions: reviews }
        : undefined;
    return {
      group: 'ml.io',
      scope: 'Namespaced',
      names: { kind: 'Training', plural: 'trainings' },
      versions: (made.versions ?? ['v1']).map(version),
      ...(made.kept === false ? { preserveUnknownFields: false } : {}),
      ...(made.conversion
        ? {
            conversion: {
              strategy: made.conversion.strategy,
              ...(webhook ? { webhook } : {}),
            },
          }
        : {}),
    };
  };

  it('means what it meant, whatever was written where', async () => {
    await fc.assert(
      fc.asyncProperty(
        spec,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.array(fc.nat(60), { maxLength: 4 }),
        async (made, indentSeq, crlf, isCut, comments) => {
          const forAll = { validation: { openAPIV3Schema: made.schema }, ...made.common };
          const own = { schema: forAll.validation, ...made.common };
          const object = {
            apiVersion: 'apiextensions.k8s.io/v1beta1',
            kind: 'CustomResourceDefinition',
            metadata: { name: 'trainings.ml.io' },
            spec: {
              group: 'ml.io',
              ...(made.hasScope ? { scope: 'Namespaced' } : {}),
              ...(made.isOwn ? {} : forAll),
              ...(made.kept === undefined ? {} : { preserveUnknownFields: made.kept }),
              ...(made.versions
                ? {
                    versions: made.versions.map((name, i) => ({
                      name,
                      served: true,
                      storage: i === 0,
                      ...(made.isOwn ? own : {}),
                    })),
                  }
                : { version: 'v1' }),
              names: { kind: 'Training', plural: 'trainings' },
              ...(made.conversion ? { conversion: made.conversion } : {}),
            },
          };
          const bare = stringify(object, { indentSeq, aliasDuplicateObjects: false });
          const whole = commented(bare, comments);
          const plain = isCut ? whole.trimEnd() : whole;
          const text = crlf ? plain.replaceAll('\n', '\r\n') : plain;
          const result = await migrated(text);
          assert.ok(result, text);
          assert.deepEqual(
            parse(result),
            JSON.parse(
              JSON.stringify({
                ...object,
                apiVersion: 'apiextensions.k8s.io/v1',
                spec: expected(made),
              }),
            ),
            result,
          );
          for (const [comment] of text.matchAll(/# \d+/g))
            assert.ok(
              result.includes(`${comment}\n`) || result.includes(`${comment}\r`),
              `${text}${result}`,
            );
          if (crlf) assert.ok(!/[^\r]\n/.test(result), 'the ends of lines stay what they are');
          const service = await serviceOver({ [path]: result });
          assert.deepEqual(
            service.findings(path).map(({ message }) => message),
            [],
            result,
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
