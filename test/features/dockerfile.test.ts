import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createService, type Service } from '../../src/service.ts';
import { apply } from '../../src/text/edit.ts';
import { readContent } from '../support/host.ts';

const over = async (files: Readonly<Record<string, string>>): Promise<Service> => {
  const service = createService({
    name: 'churn',
    files: async () => Object.keys(files),
    read: async (path) => files[path],
    content: readContent,
  });
  await service.load();
  return service;
};

/** The text with the names at `|` renamed, or the refusal. */
const renamed = async (marked: string, name: string): Promise<string> => {
  const text = marked.replace('|', '');
  const service = await over({ Dockerfile: text });
  const edits = service.rename('Dockerfile', marked.indexOf('|'), name);
  return typeof edits === 'string' ? edits : apply(text, edits);
};

suite('Names of a Dockerfile', () => {
  test('renames a stage wherever it is used', async () => {
    assert.equal(
      await renamed(
        'FROM python:3.12 AS Wh|eels\nFROM wheels AS test\nFROM python:3.12-slim\nCOPY --from=wheels /w /w\nRUN --mount=type=bind,from=wheels,target=/w pip install /w/a.whl\n',
        'builder',
      ),
      'FROM python:3.12 AS builder\nFROM builder AS test\nFROM python:3.12-slim\nCOPY --from=builder /w /w\nRUN --mount=type=bind,from=builder,target=/w pip install /w/a.whl\n',
    );
  });

  test('renames a variable, but not in single quotes, comments and escapes', async () => {
    assert.equal(
      await renamed(
        'ARG TAG=3.12\nFROM python:${TAG}-slim\nARG TAG\nRUN echo "$TAG" \\\n  # not $TAG\n  && echo \'$TAG\' \\$TAG $T|AG $TAGS\n',
        'PYTHON',
      ),
      'ARG PYTHON=3.12\nFROM python:${PYTHON}-slim\nARG PYTHON\nRUN echo "$PYTHON" \\\n  # not $TAG\n  && echo \'$TAG\' \\$TAG $PYTHON $TAGS\n',
    );
  });

  test('says why a name cannot be given', async () => {
    assert.equal(
      await renamed('FROM python:3.12\nRUN echo $H|OME\n', 'HOUSE'),
      'HOME is not declared in this file, so its name is not known to be free to change.',
    );
    assert.equal(
      await renamed('FROM python:3.12\nENV PO|RT=80 HOST=a\n', 'HOST'),
      'HOST is the name of another variable in this file.',
    );
    assert.match(
      await renamed('FROM python:3.12 AS wh|eels\n', '9'),
      /^The name of a stage starts/,
    );
    assert.equal(
      await renamed('FROM pyth|on:3.12\n', 'ruby'),
      'Only stages and variables can be renamed.',
    );
  });
});

suite('Folds of a Dockerfile', () => {
  test('are stages, long instructions, here-documents and runs of comments', async () => {
    const text =
      '# The model\n# server\nFROM python:3.12 AS wheels\nRUN pip install \\\n  torch==2.4.0\n\nFROM python:3.12-slim\nRUN <<EOF\nset -e\nEOF\n';
    const service = await over({ Dockerfile: text });
    assert.deepEqual(service.folds('Dockerfile'), [
      { first: 2, last: 4 },
      { first: 6, last: 9 },
      { first: 3, last: 4 },
      { first: 7, last: 9 },
      { first: 0, last: 1, kind: 'comment' },
    ]);
  });
});

suite('Refactorings of a Dockerfile', () => {
  /** The text after the refactoring with this title at `|`; all titles when there is none. */
  const after = async (
    marked: string,
    title: RegExp,
    more: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const at = marked.indexOf('|');
    const text = marked.replace('|', '');
    const service = await over({ Dockerfile: text, ...more });
    const all = service.refactorings('Dockerfile', [at, at]);
    const found = all.find((each) => title.test(each.title));
    return found ? apply(text, found.edits) : all.map((each) => each.title).join(', ');
  };

  test('keep downloads in a cache mount', async () => {
    assert.equal(
      await after(
        'FROM python:3.12\nRUN pip |install --no-cache-dir torch==2.4.0 && \\\n    pip install --no-cache-dir \\\n      numpy==2.1.0\n',
        /cache mount/,
      ),
      'FROM python:3.12\nRUN --mount=type=cache,target=/root/.cache/pip pip install torch==2.4.0 && \\\n    pip install \\\n      numpy==2.1.0\n',
    );
    assert.equal(await after('FROM python:3.12\nUSER 10001\nRUN pip |install a\n', /cache/), '');
  });

  test('write a chain as a here-document', async () => {
    assert.equal(
      await after(
        'FROM debian:12\nRUN apt-get |update && \\\n    apt-get install -y --no-install-recommends \\\n      libgomp1 \\\n    && rm -rf /var/lib/apt/lists/*\nUSER 1\n',
        /here-document/,
      ),
      'FROM debian:12\nRUN <<EOF\nset -e\napt-get update\napt-get install -y --no-install-recommends \\\n  libgomp1\nrm -rf /var/lib/apt/lists/*\nEOF\nUSER 1\n',
    );
    assert.equal(await after('FROM debian:12\nRUN a && b |&& c | d\n', /here/), '');
  });

  test('start as a user of its own', async () => {
    assert.equal(
      await after(
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY app.py ./\nCMD [|"python", "app.py"]\n',
        /user of its own/,
      ),
      'FROM python:3.12-slim\nWORKDIR /app\nCOPY --chown=10001:10001 app.py ./\nRUN useradd --create-home --uid 10001 app\nUSER 10001\nCMD ["python", "app.py"]\n',
    );
  });

  test('take the tag of the project', async () => {
    const more = { 'train/Dockerfile': 'FROM python:3.12.7-slim\n' };
    assert.equal(await after('FROM pyt|hon\n', /elsewhere/, more), 'FROM python:3.12.7-slim\n');
    assert.equal(await after('FROM pyt|hon:3.11\n', /elsewhere/, more), '');
  });

  test('install packages in a builder stage', async () => {
    assert.equal(
      await after(
        'FROM python:3.12-|slim\nWORKDIR /app\nRUN apt-get update && apt-get install -y gcc\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n# The server\nCOPY app.py ./\nCMD ["python", "app.py"]\n',
        /builder/,
      ),
      'FROM python:3.12-slim AS builder\nRUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nWORKDIR /app\nRUN apt-get update && apt-get install -y gcc\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n\nFROM python:3.12-slim\nWORKDIR /app\nCOPY --from=builder /opt/venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\n# The server\nCOPY app.py ./\nCMD ["python", "app.py"]\n',
    );
    // libgomp1 is needed to run, not only to build.
    assert.doesNotMatch(
      await after(
        'FROM python:3.12-|slim\nRUN apt-get install -y libgomp1\nRUN pip install lightgbm==4.5.0\n',
        /builder/,
      ),
      /builder/,
    );
  });
});

suite('A Dockerfile in words', () => {
  test('says what runs, as whom, and escapes what comes from the file', async () => {
    const service = await over({
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nUSER 10001\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0"]\nLABEL note="<img src=x>`"\n',
    });
    const words = service.explain('Dockerfile') ?? '';
    assert.match(words, /A container runs `uvicorn app:app --host 0\.0\.0\.0`, which is uvicorn\./);
    assert.match(words, /It runs as `10001`\./);
    assert.match(words, /``LABEL note="<img src=x>`"``/);
  });

  test('has notes on the user and on what an edit rebuilds', async () => {
    const text =
      'FROM python:3.12-slim\nCOPY . .\nRUN pip install a==1\nCMD ["python", "app.py"]\n';
    const service = await over({ Dockerfile: text });
    assert.deepEqual(
      service.hints('Dockerfile').map(({ text: note }) => note),
      ['as root', 'every edit rebuilds from here'],
    );
  });
});

suite('Beside another extension for Dockerfiles', () => {
  const text = 'FROM python:3.12-slim\nEXPOSE 8000\nCOPY --chown=1 --link a b\n';

  test('a hover says what that one lacks', async () => {
    const service = await over({ Dockerfile: text });
    const at = async (mark: string, beside: boolean) =>
      (await service.describe('Dockerfile', text.indexOf(mark) + 1, beside)) !== undefined;
    for (const mark of ['EXPOSE', '--chown']) {
      assert.equal(await at(mark, false), true, mark);
      assert.equal(await at(mark, true), false, mark);
    }
    const copy = await service.describe('Dockerfile', text.indexOf('COPY') + 1, true);
    assert.match(copy?.markdown ?? '', /^\*\*The image from here on:\*\*/);
    for (const mark of ['python', '--link']) assert.equal(await at(mark, true), true, mark);
  });

  test('completion offers what that one lacks', async () => {
    const service = await over({ Dockerfile: `${text}COPY --` });
    const found = await service.complete('Dockerfile', text.length + 7, true);
    const labels = found.map(({ label }) => label);
    assert.ok(labels.includes('--link'));
    assert.ok(!labels.includes('--chown'));
  });
});

suite('Completion in a Dockerfile', () => {
  const labels = async (marked: string, more: Readonly<Record<string, string>> = {}) => {
    const service = await over({ Dockerfile: marked.replace('|', ''), ...more });
    const found = await service.complete('Dockerfile', marked.indexOf('|'));
    return found.map(({ label }) => label);
  };

  test('offers the options of a mount by its type, each once', async () => {
    assert.deepEqual(await labels('FROM a:1\nRUN --mount=type=secret,id=token,|\n'), [
      'env',
      'target',
      'required',
      'mode',
      'uid',
      'gid',
    ]);
    assert.deepEqual(await labels('FROM a:1 AS wheels\nFROM a:1\nRUN --mount=from=|\n'), [
      'wheels',
    ]);
    assert.ok(
      (await labels('FROM a:1\nRUN --mount=type=cache,target=|\n')).includes('/root/.cache/pip'),
    );
  });

  test('offers images of the project before common ones', async () => {
    const more = { 'train/Dockerfile': 'FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime\n' };
    const found = await labels('FROM |\n', more);
    assert.equal(found[0], 'pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime');
    assert.ok(found.includes('python:3.12-slim-bookworm'));
    assert.deepEqual(await labels('FROM python:3.12 AS |\n'), []);
  });

  test('offers users, ports, start commands, values of flags and directives', async () => {
    const app = 'FROM a:1\nRUN useradd -m model\n';
    assert.deepEqual(await labels(`${app}USER |\n`), ['10001', 'model']);
    assert.equal((await labels(`${app}EXPOSE |\nCMD ["uvicorn", "app:app"]\n`))[0], '8000');
    assert.ok((await labels(`${app}CMD |\n`)).includes('uvicorn …'));
    assert.deepEqual(await labels('FROM a:1\nRUN --network=|\n'), ['none', 'default', 'host']);
    assert.equal((await labels('# |\nFROM a:1\n'))[0], 'syntax=docker/dockerfile:1');
    assert.equal((await labels('FROM a:1\n# |\nUSER 1\n'))[0], 'seaworthy ignore=');
  });
});

suite('Hover in a Dockerfile', () => {
  const said = async (marked: string): Promise<string> => {
    const service = await over({ Dockerfile: marked.replace('|', '') });
    const hover = await service.hover('Dockerfile', marked.indexOf('|'));
    return hover?.markdown.split('\n\n---\n\n').at(-1) ?? '';
  };

  test('explains mounts, packages, ports, users, folders, stages and directives', async () => {
    assert.match(
      await said('FROM a:1\nRUN --mount=type=ca|che,target=/x true\n'),
      /\*\*cache\*\* A folder of the builder/,
    );
    const lightgbm = await said('FROM python:3.12-slim\nRUN pip install light|gbm==4.5.0\n');
    assert.match(lightgbm, /imported as `lightgbm`/);
    assert.match(lightgbm, /needs `libgomp1` of the system/);
    assert.match(await said('FROM a:1\nRUN apt-get install -y libgo|mp1\n'), /`lightgbm`/);
    assert.match(
      await said('FROM a:1\nEXPOSE 80|00\nCMD ["uvicorn", "app:app", "--port", "9000"]\n'),
      /listens on port `9000`/,
    );
    assert.match(await said('FROM a:1\nUSER 10|001\n'), /The container starts as `10001`/);
    assert.match(await said('FROM a:1\nWORKDIR /srv\nWORKDIR mo|del\n'), /`\/srv\/model`/);
    assert.match(await said('FROM a:1\nWORKDIR /srv\nCOPY app.py .|/\n'), /`\/srv`/);
    assert.match(
      await said('FROM a:1 AS whe|els\nFROM a:1\nCOPY --from=wheels /w /w\n'),
      /is used by `1`/,
    );
    assert.match(await said('# syn|tax=docker/dockerfile:1\nFROM a:1\n'), /\*\*syntax\*\*/);
  });
});
