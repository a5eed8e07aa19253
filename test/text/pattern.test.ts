import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { patternMatcher } from '../../src/text/pattern.ts';

describe('a pattern', () => {
  it('fits anywhere in a text, unless it says where', () => {
    for (const [pattern, fits, not] of [
      ['owner', ['owner', 'team-owner-id'], ['own', '']],
      ['^owner$', ['owner'], ['owners', 'an owner']],
      ['^(?:gpu|tpu)-[a-z0-9]+$', ['gpu-a100', 'tpu-v5'], ['gpu-', 'npu-1']],
      ['^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+$', ['ml@acme.io'], ['ml', '@acme.io']],
      ['(?i)^(latest|MAIN)$', ['Latest', 'main'], ['later']],
      ['^a{2,3}b{0,1}c{2}$', ['aacc', 'aaabcc'], ['acc', 'aaaacc', 'aac', 'aabbcc']],
      ['^[[:alpha:]][^[:digit:]\\s]*\\z', ['model'], ['1', 'a1', 'a b']],
      ['\\bgpu\\b', ['a gpu b', 'gpu'], ['gpus']],
      ['^/(dev|proc)(/.*)?$', ['/dev', '/dev/shm'], ['/device']],
      ['^\\d+?\\x2e\\d*$', ['1.', '12.34'], ['.5', '1,5']],
      ['^(?P<tag>v\\d)+$', ['v1v2'], ['v']],
      ['a|', ['', 'b'], []],
      ['[]a-]', [']', 'a', '-'], ['b']],
      ['(a*)*b', ['aab', 'b'], ['aa']],
      ['^ü.$', ['ü😀'], ['ü']],
      ['^\\pL\\Q.\\E$', ['ü.'], ['üa', '1.']],
    ] as const) {
      const matches = patternMatcher(pattern);
      assert.ok(matches, pattern);
      for (const text of fits) assert.equal(matches(text), true, `${pattern} fits ${text}`);
      for (const text of not) assert.equal(matches(text), false, `${pattern} does not fit ${text}`);
    }
  });

  it('that RE2 refuses is none', () => {
    for (const pattern of ['(', ')', '[a', '*a', 'a**', 'a{2}{3}', 'a{1001}', 'a{3,2}', '[b-a]'])
      assert.equal(patternMatcher(pattern), undefined, pattern);
    for (const pattern of ['(?=a)', '(?!a)', '(a)\\1', '[[:none:]]', '\\'])
      assert.equal(patternMatcher(pattern), undefined, pattern);
  });

  it('means what it means to JavaScript, where both know it', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '^', '$', '(a|b)', '(?:ab)', 'a|b');
    const times = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '*?');
    const piece = fc
      .tuple(atom, times)
      .map(([part, count]) => (/^[\^$]|\|b$/.test(part) ? part : part + count));
    const pattern = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(pattern, text, (source, each) => {
        assert.equal(patternMatcher(source)?.(each), new RegExp(source).test(each));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws', () => {
    const char = fc.constantFrom(...'ab(){}[]|*+?\\^$.-,:1<>P=!ims');
    fc.assert(
      fc.property(fc.array(char, { maxLength: 30 }), (chars) => {
        patternMatcher(chars.join(''))?.('ab1-');
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps nobody waiting', () => {
    const long = 'a'.repeat(1000);
    for (const pattern of [
      '^(a+)+$',
      '^(a|a)*$',
      '(.*a){9}$',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      'a*'.repeat(100),
      `${'a?'.repeat(150)}${'a'.repeat(150)}b`,
    ])
      patternMatcher(pattern)?.(`${long.slice(1)}!`);
    assert.equal(patternMatcher('((((a{1000}){1000}){1000}){1000})'), undefined);
    assert.equal(patternMatcher('(((((){1000}){1000}){1000}){1000})'), undefined);
    assert.equal(patternMatcher('('.repeat(501)), undefined);
    assert.equal(patternMatcher('a'.repeat(501)), undefined);
    assert.equal(patternMatcher('a')?.(`${long}a`), undefined);
  });
});
