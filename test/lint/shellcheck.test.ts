import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

const dockerfile = `FROM python:3.12-slim
ARG MODEL
RUN mkdir /srv/churn && \\
    # where the model goes
    cp $MODEL /srv/churn
RUN <<EOF
set -e
cp $MODEL /tmp
EOF
USER 10001
`;

/** What \`shellcheck -f json1\` prints for an unquoted variable at a place. */
const printed = (line: number, column: number): string =>
  JSON.stringify({
    comments: [
      {
        ...{ file: '-', line, endLine: line, column, endColumn: column + 6 },
        ...{ level: 'info', code: 2086, message: 'Double quote to prevent globbing' },
        fix: {
          replacements: [
            { line, endLine: line, column, endColumn: column, replacement: '"' },
            {
              ...{ line, endLine: line, column: column + 6, endColumn: column + 6 },
              replacement: '"',
            },
          ],
        },
      },
    ],
  });

suite('What shellcheck says', () => {
  test('is asked about RUN without comments and continuations, with the variables of the stage', async () => {
    const service = await serviceOver({ Dockerfile: dockerfile });
    assert.deepEqual(
      service.shellTexts('Dockerfile').map(({ shell, script }) => [shell, script]),
      [
        ['sh', 'export MODEL=1\nmkdir /srv/churn &&     cp $MODEL /srv/churn'],
        ['sh', 'export MODEL=1\nset -e\ncp $MODEL /tmp\n'],
      ],
    );
  });

  test('stands on the exact words, over continuations and in here-documents', async () => {
    const service = await serviceOver({ Dockerfile: dockerfile });
    const [run, heredoc] = service.shellTexts('Dockerfile');
    assert.ok(run && heredoc);
    service.addShellcheck('Dockerfile', [
      [run, printed(2, 28)],
      [heredoc, printed(3, 4)],
    ]);
    const found = service.findings('Dockerfile').filter(({ rule }) => rule.id === 'shellcheck');
    assert.deepEqual(
      found.map(({ at, severity, aka }) => [dockerfile.slice(...at), at[0], severity, aka]),
      [
        ['$MODEL', dockerfile.indexOf('$MODEL'), 'info', ['shellcheck/SC2086']],
        ['$MODEL', dockerfile.lastIndexOf('$MODEL'), 'info', ['shellcheck/SC2086']],
      ],
    );
    const [fix] = found[0]?.fixes ?? [];
    assert.ok(fix);
    assert.match(apply(dockerfile, fix.edits()), /cp "\$MODEL" \/srv\/churn/);
  });

  test('is silenced by the comments of hadolint, and forgotten with the text', async () => {
    const text = dockerfile.replace('RUN mkdir', '# hadolint ignore=SC2086\nRUN mkdir');
    const service = await serviceOver({ Dockerfile: text });
    const [run] = service.shellTexts('Dockerfile');
    assert.ok(run);
    service.addShellcheck('Dockerfile', [[run, printed(2, 28)]]);
    const isShell = ({ rule }: { readonly rule: { readonly id: string } }): boolean =>
      rule.id === 'shellcheck';
    assert.equal(service.findings('Dockerfile').some(isShell), false);
    await service.update('Dockerfile', dockerfile);
    assert.equal(service.findings('Dockerfile').some(isShell), false);
  });

  test('is passed over when it is no report', async () => {
    const service = await serviceOver({ Dockerfile: dockerfile });
    const [run] = service.shellTexts('Dockerfile');
    assert.ok(run);
    for (const text of [
      '',
      'x',
      '[]',
      '{"comments":[{"line":"a"}]}',
      printed(1, 1),
      printed(99, 1),
    ])
      service.addShellcheck('Dockerfile', [[run, text]]);
    assert.equal(
      service.findings('Dockerfile').some(({ rule }) => rule.id === 'shellcheck'),
      false,
    );
  });
});
