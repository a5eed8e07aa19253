import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { highlight } from '../../src/learn/highlight.ts';
import { parseBlocks, parseInline, plainCode, plainText } from '../../src/learn/markup.ts';

const text = (value: string) => ({ kind: 'text', text: value }) as const;

describe('prose in a line', () => {
  test('code, strong, emphasis and links become nodes', () => {
    assert.deepEqual(parseInline('Use `RUN` for **build** time, *not* later.'), [
      text('Use '),
      { kind: 'code', text: 'RUN' },
      text(' for '),
      { kind: 'strong', children: [text('build')] },
      text(' time, '),
      { kind: 'em', children: [text('not')] },
      text(' later.'),
    ]);
    assert.deepEqual(parseInline('[Docker docs](https://docs.docker.com/)'), [
      { kind: 'link', href: 'https://docs.docker.com/', children: [text('Docker docs')] },
    ]);
  });

  test('HTML, other link targets and unclosed marks stay text', () => {
    for (const raw of [
      '<img src=x onerror=alert(1)>',
      '[click](javascript:alert(1))',
      '[click](command:seaworthy.learn)',
      'an `open mark',
      '2 * 3 * 4',
    ]) {
      assert.deepEqual(parseInline(raw), [text(raw)]);
    }
  });

  test('plain text is what is left without the marks', () => {
    assert.equal(plainText(parseInline('**Pin** `torch==2.4.0`.')), 'Pin torch==2.4.0.');
    assert.deepEqual(parseInline(''), []);
  });
});

describe('blocks', () => {
  test('paragraphs, lists, headings and code', () => {
    const blocks = parseBlocks(
      [
        'A model is',
        'a file.',
        '',
        '- weights',
        '- a tokenizer',
        '  and its vocabulary',
        '',
        '1. build',
        '2. run',
        '',
        '### Then',
        '```dockerfile',
        'RUN pip install torch',
        '',
        '# done',
        '```',
      ].join('\n'),
    );
    assert.deepEqual(
      blocks.map(({ kind }) => kind),
      ['paragraph', 'list', 'list', 'heading', 'code'],
    );
    const [paragraph, bullets, numbers, , code] = blocks;
    assert.deepEqual(
      paragraph?.kind === 'paragraph' && plainText(paragraph.children),
      'A model is a file.',
    );
    assert.deepEqual(bullets?.kind === 'list' && bullets.items.map((item) => plainText(item)), [
      'weights',
      'a tokenizer and its vocabulary',
    ]);
    assert.ok(numbers?.kind === 'list' && numbers.ordered);
    assert.equal(code?.kind === 'code' && plainCode(code), 'RUN pip install torch\n\n# done');
  });

  test('an unclosed code block ends with the text', () => {
    const [code] = parseBlocks('```bash\ndocker build .');
    assert.equal(code?.kind === 'code' && plainCode(code), 'docker build .');
  });
});

describe('colours', () => {
  test('a Dockerfile', () => {
    assert.deepEqual(highlight('dockerfile', 'FROM python:3.12-slim AS build  # base'), [
      ['keyword', 'FROM'],
      ['', ' python:3.12-slim '],
      ['keyword', 'AS'],
      ['', ' build  '],
      ['comment', '# base'],
    ]);
    assert.deepEqual(highlight('dockerfile', 'COPY --chown=1 "$SRC" ${DST}'), [
      ['keyword', 'COPY'],
      ['', ' '],
      ['flag', '--chown'],
      ['', '=1 '],
      ['string', '"$SRC"'],
      ['', ' '],
      ['variable', '${DST}'],
    ]);
  });

  test('a manifest', () => {
    assert.deepEqual(highlight('yaml', '    - containerPort: 8000'), [
      ['', '    - '],
      ['key', 'containerPort'],
      ['', ': '],
      ['number', '8000'],
    ]);
  });

  test('no character is lost, whatever the language', () => {
    const lines = [
      '',
      'RUN echo "a',
      "x: 'y' # z",
      '$ docker run -p 80:80 x',
      'def f(x): return 1',
    ];
    for (const lang of ['dockerfile', 'yaml', 'bash', 'sh', 'python', 'text', 'klingon']) {
      for (const line of lines) {
        assert.equal(
          highlight(lang, line)
            .map(([, part]) => part)
            .join(''),
          line,
        );
      }
    }
  });
});
