import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { serviceOver } from '../support/host.ts';

/** The labels that are offered at `|` in a file of a project. */
const offered = async (
  path: string,
  marked: string,
  beside: Readonly<Record<string, string>> = { Dockerfile: 'FROM python:3.12-slim\n' },
): Promise<readonly string[]> => {
  // Packages are known to a project with a Dockerfile.
  const service = await serviceOver({ ...beside, [path]: marked.replace('|', '') });
  return (await service.complete(path, marked.indexOf('|'))).map(({ label }) => label);
};

const image = (python: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM python:${python}-slim\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\n`,
});

suite('Completion in a requirements file', () => {
  test('offers names, those that begin like the typed one first', async () => {
    const names = await offered('requirements.txt', 'fastapi==0.115.12\nscikit-l|\n');
    assert.equal(names[0], 'scikit-learn');
    assert.ok(names.includes('scipy'));
    assert.ok(!names.includes('pandas'));
  });

  test('offers releases, newest first, and only those for the Python of the image', async () => {
    const all = await offered('requirements.txt', 'numpy==|');
    assert.match(all[0] ?? '', /^2\./);
    assert.ok(all.includes('1.26.4'));
    const old = await offered('requirements.txt', 'numpy>=1.2,<|', image('3.8'));
    assert.match(old[0] ?? '', /^1\.24\./);
  });

  test('offers extras', async () => {
    assert.ok((await offered('requirements.txt', 'uvicorn[st|')).includes('standard'));
  });

  test('offers nothing in options, comments, markers and addresses', async () => {
    for (const line of ['-r |', '--extra-|', '# nu|', 'numpy; py|', 'churn @ https|', '|'])
      assert.deepEqual(await offered('requirements.txt', line), [], line);
  });
});

suite('Completion after pip install', () => {
  const inRun = (command: string) =>
    offered('Dockerfile', `FROM python:3.12-slim\nRUN ${command}\n`);

  test('offers names and releases', async () => {
    assert.equal(
      (await inRun('pip install --no-cache-dir numpy==2.1.0 scikit-l|'))[0],
      'scikit-learn',
    );
    assert.equal(
      (await inRun('apt-get update && \\\n  python -m pip install "uvicor|"'))[0],
      'uvicorn',
    );
    assert.equal((await inRun('uv pip install --system fastap|'))[0], 'fastapi');
    assert.equal((await inRun('uv add fastap|'))[0], 'fastapi');
    assert.ok((await inRun('pip install "numpy>=|"')).includes('2.1.0'));
  });

  test('offers nothing for files, options and other commands', async () => {
    for (const command of [
      'pip install -r req|',
      'pip install --index-url ht|',
      'pip download nu|',
      'pip install numpy && apt-get install nu|',
      'echo nu|',
    ])
      assert.deepEqual(await inRun(command), [], command);
  });
});
