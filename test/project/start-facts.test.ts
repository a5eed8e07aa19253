import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dockerfileFacts } from '../../src/project/dockerfile-facts.ts';
import type { StartFacts } from '../../src/project/facts.ts';
import { parseDockerfile } from '../../src/syntax/dockerfile/parse.ts';

const startOf = (text: string): StartFacts | undefined =>
  dockerfileFacts({ ...parseDockerfile(text), path: 'Dockerfile' }).start;

describe('the start that a Dockerfile tells of', () => {
  const entries: readonly (readonly [string, StartFacts['entrypoint']])[] = [
    ['FROM python:3.12\nCMD ["python", "a.py"]', 'none'],
    ['FROM debian:12\nENTRYPOINT []\nCMD ["a"]', 'none'],
    ['FROM registry.example.com/base:1\nENTRYPOINT []', 'none'],
    ['FROM python:3.12\nENTRYPOINT ["python"]', 'own'],
    ['FROM python:3.12\nENTRYPOINT python a.py', 'own'],
    ['FROM python:3.12 AS base\nENTRYPOINT ["python"]\nFROM base\nCMD ["a.py"]', 'own'],
    ['FROM registry.example.com/base:1\nCMD ["a"]', undefined],
    ['ARG BASE\nFROM ${BASE}\nCMD ["a"]', undefined],
  ];
  for (const [text, expected] of entries)
    it(`has an ENTRYPOINT or not: ${text.replaceAll('\n', ' / ')}`, () => {
      assert.equal(startOf(text)?.entrypoint, expected);
    });

  it('has the words of CMD only as a JSON array', () => {
    const exec = startOf('FROM python:3.12\nCMD ["sh", "-c", "a && b"]');
    assert.deepEqual(exec?.command?.value, ['sh', '-c', 'a && b']);
    const shell = startOf('FROM python:3.12\nCMD a --x && b --y');
    assert.equal(shell?.command, undefined);
    assert.deepEqual(shell?.words, ['a', '--x', 'b', '--y']);
  });

  const codes: readonly (readonly [string, string | undefined])[] = [
    ['WORKDIR /app\nCOPY . .\nCMD ["python", "a.py"]', '/app/a.py'],
    ['WORKDIR /app\nCOPY a.py .\nCMD python -u a.py', '/app/a.py'],
    ['WORKDIR /app\nCOPY src src\nCMD ["uvicorn", "src.main:app"]', '/app/src/main.py'],
    ['COPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]', '/run.sh'],
    ['WORKDIR /app\nCOPY requirements.txt .\nCMD ["python", "a.py"]', undefined],
    ['WORKDIR /app\nCMD ["python", "a.py"]', undefined],
    ['WORKDIR /app\nCOPY . .\nCMD ["uvicorn", "--app-dir", "src", "main:app"]', undefined],
    ['COPY . /other\nCMD ["python", "/app/a.py"]', undefined],
  ];
  for (const [text, expected] of codes)
    it(`runs a file of the project or not: ${text.replaceAll('\n', ' / ')}`, () => {
      assert.equal(startOf(`FROM python:3.12\n${text}\n`)?.code?.value, expected);
    });
});
