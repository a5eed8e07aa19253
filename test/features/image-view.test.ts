import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { imageJson, imageMarkdown, imageText } from '../../src/features/image-view/write.ts';
import { serviceOver } from '../support/host.ts';

const dockerfile = `FROM python:3.12-slim
WORKDIR /app
ENV HF_HOME=/models
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY src ./src
RUN ./setup.sh
USER 10001
EXPOSE 8000
CMD ["python", "src/serve.py"]
`;
const files = {
  Dockerfile: dockerfile,
  'requirements.txt': 'flask==3.1.0\n',
  'src/serve.py': 'print(1)\n',
};
const open = async () => {
  const engine = await serviceOver(files);
  const by = { text: (path: string) => engine.text(path) ?? '', shown: (path: string) => path };
  return { by, engine };
};

suite('what an image holds', () => {
  test('at its end, with where each thing comes from and what is not known', async () => {
    const { by, engine } = await open();
    const view = engine.image('Dockerfile');
    assert.ok(view);
    const shown = imageText(view, by);
    assert.match(shown, /^Dockerfile after line 10\nbase {5}python:3\.12-slim {2}/);
    for (const line of [
      'python   3.12  of the base image (Dockerfile:1)',
      'user     10001 (Dockerfile:8)',
      'workdir  /app',
      'env      HF_HOME=/models (Dockerfile:3)',
      'port     8000  EXPOSE (Dockerfile:9)',
      'start    python src/serve.py (Dockerfile:10)',
      'pip      flask==3.1.0 (requirements.txt:1)',
      'file     /app/requirements.txt  put there; then line 7 runs setup.sh',
      'file     /app/src/serve.py  put there; then line 7 runs setup.sh',
    ])
      assert.ok(shown.split('\n').includes(line), `${line}\n\n${shown}`);
    assert.match(shown, /\nunknown {2}\/ {2}line 7 runs setup\.sh \(Dockerfile:7\)\n/);
  });

  test('after a line in the middle', async () => {
    const { by, engine } = await open();
    const view = engine.image('Dockerfile', dockerfile.indexOf('COPY requirements') + 3);
    assert.ok(view);
    const shown = imageText(view, by);
    assert.match(shown, /^Dockerfile after line 4\n/);
    assert.ok(shown.includes('file     /app/requirements.txt'));
    assert.ok(!/serve\.py|flask|unknown|10001/.test(shown), shown);
  });

  test('is nothing above the first FROM and in other files', async () => {
    const engine = await serviceOver({ ...files, Dockerfile: `# a\n\n${dockerfile}` });
    assert.equal(engine.image('Dockerfile', 0), undefined);
    assert.equal(engine.image('requirements.txt'), undefined);
  });

  test('as JSON and as Markdown', async () => {
    const { by, engine } = await open();
    const view = engine.image('Dockerfile');
    assert.ok(view);
    const { holds, path, version } = JSON.parse(imageJson(view, by));
    assert.deepEqual([version, path], [1, 'Dockerfile']);
    assert.deepEqual(
      holds.find(({ kind }: { kind: string }) => kind === 'pip'),
      {
        kind: 'pip',
        name: 'flask==3.1.0',
        detail: '',
        place: { path: 'requirements.txt', line: 1 },
      },
    );
    assert.match(
      imageMarkdown(view, by),
      /\n## Not known\n\n- `Python packages` not every install is followed\n/,
    );
  });

  test('in a hover over RUN', async () => {
    const { engine } = await open();
    const hover = await engine.hover('Dockerfile', dockerfile.indexOf('RUN pip') + 1);
    assert.match(
      hover?.markdown ?? '',
      /\*\*The image from here on:\*\* Python 3\.12, 1 Python package, 1 new file, user `root`, working directory `\/app`\./,
    );
  });
});
