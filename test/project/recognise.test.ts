import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recognise } from '../../src/project/recognise.ts';

describe('Dockerfiles are recognised', () => {
  test('by their names', () => {
    for (const name of [
      ...['Dockerfile', 'serve/Dockerfile', 'Containerfile', 'gpu.dockerfile', 'app-dockerfile'],
      ...['Dockerfile.gpu', 'Dockerfile-cuda12.4', 'Dockerfile_dev', 'Dockerfile.prod.arm64'],
    ])
      assert.equal(recognise(name, ''), 'dockerfile', name);
  });

  test('but not programs and pictures about them', () => {
    for (const name of [
      ...['complete-dockerfile.ts', 'dockerfile.test.ts', 'dockerfile-utils.js', 'dockerfile.svg'],
      ...['Dockerfile.md', 'my_dockerfile_parser.go', 'Dockerfile.ts'],
    ])
      assert.equal(recognise(name, "import x from 'y';\nFROM x\n"), undefined, name);
  });

  test('variants for a language by their text', () => {
    const text = '# syntax=docker/dockerfile:1\r\n\r\nARG V=1\nFROM golang:${V}\n';
    assert.equal(recognise('Dockerfile.go', text), 'dockerfile');
    assert.equal(recognise('Dockerfile.go', 'package main\n'), undefined);
    assert.equal(recognise('Dockerfile.go'), 'dockerfile');
    assert.equal(recognise('serve-Dockerfile.go', text), 'dockerfile');
  });
});
