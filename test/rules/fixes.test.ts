import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

/** The titles of all fixes that a rule offers in a Dockerfile. */
const offered = async (rule: string, ...lines: readonly string[]): Promise<readonly string[]> => {
  const service = await serviceOver({ Dockerfile: `${lines.join('\n')}\n` });
  const found = service.findings('Dockerfile').filter((each) => each.rule.id === rule);
  assert.ok(found.length > 0, `${rule} is found`);
  return found.flatMap(({ fixes }) => fixes?.map(({ title }) => title) ?? []);
};

describe('apt-lists-left offers no fix', () => {
  it('where a later RUN installs from the lists', async () => {
    assert.deepEqual(
      await offered(
        'apt-lists-left',
        'FROM python:3.12-slim',
        'RUN apt-get update',
        'RUN apt-get install -y --no-install-recommends libgomp1',
      ),
      [],
    );
  });

  it('where another stage starts from this one and installs', async () => {
    assert.deepEqual(
      await offered(
        'apt-lists-left',
        'FROM python:3.12-slim AS base',
        'RUN apt-get update && apt-get install -y --no-install-recommends libgomp1',
        'FROM base AS train',
        'RUN apt-get install -y --no-install-recommends build-essential',
        'FROM base',
        'USER 10001',
      ),
      [],
    );
  });
});
