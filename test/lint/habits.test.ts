import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const twice =
  'FROM python:3.12-slim\nRUN pip install torch==2.4.0\nRUN pip install numpy==2.1.0\nUSER 10001\n';

describe('a habit', () => {
  it('is at each line for an editor, and once in a report', async () => {
    const service = await serviceOver({ Dockerfile: twice });
    const said = (found: ReturnType<typeof service.findings>): readonly string[] =>
      found.map(({ at, message }) => `${at[0]} ${message}`);
    assert.deepEqual(said(service.findings('Dockerfile')), [
      '26 pip keeps its download cache in this layer.',
      '55 pip keeps its download cache in this layer.',
    ]);
    assert.deepEqual(said(service.reported('Dockerfile')), [
      '26 pip keeps its download cache in this layer, and so in one more place below.',
    ]);
    const [fix] = service.reported('Dockerfile')[0]?.fixes ?? [];
    assert.equal(fix?.title, 'Add --no-cache-dir, here and below');
    assert.equal(fix.edits().length, 2);
  });

  it('is repeated by the strict profile', async () => {
    const service = await serviceOver({
      Dockerfile: twice,
      '.seaworthy.yaml': 'profile: strict\nrules:\n  missing-healthcheck: off\n',
    });
    const pip = service.reported('Dockerfile').filter(({ rule }) => rule.id === 'pip-cache');
    assert.equal(pip.length, 2);
  });
});
