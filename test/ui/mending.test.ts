import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openWorkbench, type Workbench } from '../vscode-host/driver.ts';
import { until } from '../vscode-host/wait.ts';
import { editorWith } from './editor.ts';

const written = `# The churn model, scored in batches of a night
FROM python:3.12-slim-bookworm as wheels
WORKDIR /wheels
RUN pip wheel --no-cache-dir --wheel-dir /wheels joblib==1.4.2

# What runs
FROM python:3.12-slim-bookworm
MAINTAINER churn@example.com
ENV MODEL_DIR /models
ENV THREADS=4

WORKDIR /srv/churn

# The system
RUN apt-get update && apt-get install libgl1

# Packages
COPY --from=wheels /wheels /wheels
RUN pip install --prefer-binary \\
    --find-links=/wheels \\

    joblib==1.4.2

# The model
ADD model.json ./
ADD score.py ./

# Weights that are fetched at build time
RUN cd /tmp; python --version

EXPOSE 8000/TCP

# The shell is not needed
CMD python -u score.py
`;

const suggested = [
  ['apt-get install', 'Add --no-install-recommends'],
  ['cd /tmp', 'Join with &&'],
  ['python -u score.py', 'Write it in exec form'],
  ['python:3.12-slim-bookworm', 'Start as a new user, 10001'],
] as const;

/** A column within the words, on the line that holds them last. */
const startOf = (words: string): number =>
  (written.split('\n').findLast((line) => line.includes(words)) ?? '').indexOf(words) + 2;

suite('Mending a whole Dockerfile', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 1280, height: 1000 } });
    workbench.workspace.write('night/model.json', '{}\n');
    workbench.workspace.write(
      'night/score.py',
      'import json\n\nprint(json.load(open("model.json")))\n',
    );
  });

  after(() => workbench.close());

  test('takes fix-all and quick fixes alone', async () => {
    await editorWith(workbench, 'night/Dockerfile', written);
    await workbench.squiggle('pip install', 19);
    const rules = new Set((await workbench.squiggles()).map(({ text }) => text));
    assert.ok(rules.size >= 10, [...rules].join(', '));
    await workbench.screenshot('mending-before');
    await workbench.command('Seaworthy: Fix All Safe Findings in This File');
    await workbench.text(/^COPY model\.json \.\/$/m);
    for (const [text, title] of suggested) {
      await workbench.goto(1);
      const found = (await workbench.squiggles()).findLast((each) => each.text.startsWith(text));
      assert.ok(found, `${text} is underlined`);
      await workbench.goto(found.line, startOf(text));
      await workbench.quickFix(title);
    }
    await workbench.goto(1);
    await until('no squiggle to be left', async () => (await workbench.squiggles()).length === 0);
    await workbench.screenshot('mending-after');
  });
});
