import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { isDebianKnowledge } from '../../src/data/debian-knowledge.ts';
import { releaseOf, shellOf } from '../../src/data/image-release.ts';
import { parseImage } from '../../src/text/image.ts';
import { readContent } from '../support/host.ts';

describe("Debian's packages", () => {
  it('are less than 60 kB to load', async () => {
    const knowledge = await readContent('debian');
    assert.ok(isDebianKnowledge(knowledge));
    assert.ok(gzipSync(JSON.stringify(knowledge)).length < 60_000);
  });

  it('know what a release lost and what a package brings', async () => {
    const knowledge = await readContent('debian');
    assert.ok(isDebianKnowledge(knowledge));
    const names = (text: string | undefined): readonly string[] => (text ?? '').split(' ');
    assert.ok(names(knowledge.missing['trixie']).includes('libgl1-mesa-glx'));
    assert.ok(names(knowledge.brings['git']).includes('git'));
    assert.ok(names(knowledge.images.slim['bookworm']).includes('adduser'));
    assert.ok(!names(knowledge.images.slim['trixie']).includes('adduser'));
  });
});

const release = (text: string): string => {
  const found = releaseOf(parseImage(text));
  return found ? `${found.distribution} ${found.number} ${found.form}`.trim() : 'not known';
};

describe('the release of an image', () => {
  const cases: Readonly<Record<string, string>> = {
    'debian:12-slim': 'Debian 12 plain',
    'debian:bookworm-20260101': 'Debian 12 plain',
    debian: 'Debian 13 plain',
    'python:3.12-slim': 'Debian 13 slim',
    'python:3.12.4': 'Debian 12 full',
    'python:3.12.11-slim': 'Debian 13 slim',
    'python:3.11.4-slim': 'Debian 12 slim',
    'python:3.8.1': 'Debian 10 full',
    'python:3.6.1-slim': 'Debian 8 slim',
    'python:3.6': 'Debian 11 full',
    'python:3.2.1': 'not known',
    'python:3.8-slim': 'Debian 12 slim',
    'python:3.9-slim-buster': 'Debian 10 slim',
    'python:3.13-alpine': 'Alpine  slim',
    'node:22': 'not known',
    'node:22-bookworm-slim': 'Debian 12 slim',
    'ubuntu:jammy': 'Ubuntu 22.04 plain',
    'nvidia/cuda:12.4.1-devel-ubuntu22.04': 'Ubuntu 22.04 other',
    'registry.example.com/python:3.12-slim': 'not known',
    'python:3.12-windowsservercore': 'not known',
    'python:3.12@sha256:abc': 'not known',
  };
  for (const [image, expected] of Object.entries(cases))
    it(`of ${image} is ${expected}`, () => assert.equal(release(image), expected));

  it('tells what /bin/sh is', () => {
    assert.equal(shellOf(parseImage('python:3.11.4-slim')), 'dash');
    assert.equal(shellOf(parseImage('node:22-alpine')), 'ash');
    assert.equal(shellOf(parseImage('nvidia/cuda:12.4.1-base-ubi9')), undefined);
    assert.equal(shellOf(parseImage('mambaorg/micromamba:2')), undefined);
  });
});
