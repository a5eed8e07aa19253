import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { releaseOf } from '../../src/data/image-release.ts';
import table from '../../src/data/support.json' with { type: 'json' };
import { endedPython, endedSystem } from '../../src/data/support.ts';
import { parseImage } from '../../src/text/image.ts';

describe('ends of support', () => {
  it('are days, or months', () => {
    const { facts, ...products } = table;
    assert.match(facts, /^\d{4}-\d{2}-\d{2}$/);
    for (const [product, ends] of Object.entries(products))
      for (const [version, end] of Object.entries(ends))
        assert.match(end, /^\d{4}-\d{2}(?:-\d{2})?$/, `${product} ${version}`);
  });

  it('are known of all releases that images are made from', () => {
    const tags = {
      debian: 'jessie stretch buster bullseye bookworm trixie',
      ubuntu: 'trusty xenial bionic cosmic disco eoan focal groovy hirsute impish jammy kinetic',
    };
    for (const [name, all] of Object.entries(tags))
      for (const tag of all.split(' ')) {
        const release = releaseOf(parseImage(`${name}:${tag}`));
        const ends: Readonly<Record<string, string>> =
          name === 'debian' ? table.Debian : table.Ubuntu;
        assert.ok(release && ends[release.number] !== undefined, tag);
      }
  });

  it('are those before the day of the table', () => {
    assert.deepEqual(endedPython(parseImage('python:3.8.20-slim')), {
      name: 'Python 3.8',
      since: '7 October 2024',
    });
    assert.equal(endedPython(parseImage('python:3.99-slim')), undefined);
    assert.equal(endedPython(parseImage('python:3.8-windowsservercore-1809')), undefined);
    assert.equal(endedSystem(parseImage('ubuntu:26.04')), undefined);
    assert.equal(endedSystem(parseImage('alpine:edge')), undefined);
    assert.equal(endedSystem(parseImage('centos')), undefined);
  });
});
