import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

const files = {
  Dockerfile:
    'FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY main.py ./\nUSER 10001\nCMD ["python", "-u", "main.py"]\n',
  'requirements.txt': 'fastapi==0.115.12\nscikit-learn==1.3.0\n',
  'main.py': 'import os\nimport sklearn.svm\nimport starlette\nimport pandas\n',
  'other.txt': 'pandas==2.2.3\n',
  'requirements-dev.txt': 'pandas==2.2.3\n',
  'notes.py': 'import pandas\n',
};

/** The hover at the first place of a text in a file. */
const hoverAt = async (path: keyof typeof files, text: string): Promise<string | undefined> => {
  const service = await serviceOver(files);
  return (await service.hover(path, files[path].indexOf(text)))?.markdown;
};

suite('Hover in a requirements file', () => {
  test('tells which Dockerfile installs it, and what it brings', async () => {
    const text = await hoverAt('requirements.txt', 'fastapi');
    assert.match(text ?? '', /installed by `Dockerfile:4` into `python:3.13-slim`\n/);
    assert.match(text ?? '', /brings .*`starlette`/);
  });

  test('tells that there is no wheel for the image', async () => {
    const text = await hoverAt('requirements.txt', 'scikit-learn');
    assert.match(text ?? '', /into `python:3.13-slim`, for which PyPI has no wheel/);
  });

  test('tells how much is downloaded', async () => {
    const text = await hoverAt('requirements.txt', 'scikit-learn');
    assert.match(text ?? '', /- about \d+ MB to download, about \d+ MB with what it brings\n/);
  });

  test('tells that nothing installs a file', async () => {
    const text = await hoverAt('requirements-dev.txt', 'pandas');
    assert.match(text ?? '', /no Dockerfile of the project installs this file/);
  });
});

suite('Hover on an import', () => {
  test('leads to the requirement that brings it', async () => {
    const text = await hoverAt('main.py', 'sklearn.svm');
    assert.match(
      text ?? '',
      /from `scikit-learn`\n\n- installed by `requirements.txt:2`, for `Dockerfile`/,
    );
    const through = await hoverAt('main.py', 'starlette');
    assert.match(through ?? '', /installed by `requirements.txt:1`/);
  });

  test('tells what no image installs, and is silent on the standard library and on code that no image runs', async () => {
    const text = await hoverAt('main.py', 'pandas');
    assert.match(text ?? '', /\*\*not installed\*\* by `Dockerfile`, which runs this file/);
    assert.equal(await hoverAt('main.py', 'os'), undefined);
    assert.equal(await hoverAt('notes.py', 'pandas'), undefined);
  });
});

suite('Findings at their other end', () => {
  test('are those of the Dockerfile, with the same fixes', async () => {
    const service = await serviceOver(files);
    const [finding, more] = service.relatedFindings('main.py');
    assert.ok(finding && !more);
    assert.equal(files['main.py'].slice(...finding.at), 'pandas');
    assert.match(finding.message, /^Dockerfile: main.py imports pandas/);
    assert.equal(finding.related?.[0]?.file, 'Dockerfile');
    const [edit] = finding.fixes?.[0]?.edits() ?? [];
    assert.equal(edit?.path, 'requirements.txt');
    // Its neighbours are pinned.
    assert.match(
      apply(files['requirements.txt'], edit ? [edit] : []),
      /^fastapi==0\.115\.12\nscikit-learn==1\.3\.0\npandas==\d+(?:\.\d+)+\n$/,
    );
    assert.deepEqual(service.findings('main.py'), []);
    assert.deepEqual(service.relatedFindings('Dockerfile'), []);
  });
});
