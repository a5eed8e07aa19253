import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

const dockerfile =
  'FROM python:3.12-slim\nWORKDIR /app\nCOPY --chmod=755 start.sh ./\nUSER 10001\nENTRYPOINT ["./start.sh"]\n';

describe('start-script-broken', () => {
  it('names CRLF line ends, and writes LF', async () => {
    const text = '#!/bin/sh\r\nset -e\r\nexec python serve.py\r\n';
    const service = await serviceOver({ Dockerfile: dockerfile, 'start.sh': text });
    const [found] = service
      .findings('Dockerfile')
      .filter(({ rule }) => rule.id === 'start-script-broken');
    assert.match(found?.message ?? '', /CRLF.*"\/bin\/sh\\r" is not found/);
    const edits = found?.fixes?.[0]?.edits() ?? [];
    assert.ok(edits.every(({ path }) => path === 'start.sh'));
    assert.equal(apply(text, edits), text.replaceAll('\r', ''));
  });

  it('is silent where a program of the build writes LF', async () => {
    const service = await serviceOver({
      Dockerfile: dockerfile.replace('USER', 'RUN dos2unix start.sh\nUSER'),
      'start.sh': '#!/bin/sh\r\nexec python serve.py\r\n',
    });
    const found = service.findings('Dockerfile').map(({ rule }) => rule.id);
    assert.ok(!found.includes('start-script-broken'), String(found));
  });
});
