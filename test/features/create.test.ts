import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  createDockerfile,
  createDockerignore,
  createManifests,
  filesForPython,
  projectFolders,
} from '../../src/features/create/create.ts';
import type { Service } from '../../src/service.ts';
import { serviceOver } from '../support/host.ts';
import { projects } from './create-projects.ts';

const made = async (engine: Service, folder = '', chosen?: string) =>
  engine.create((asked) => createDockerfile(folder, asked, chosen), filesForPython(folder));

const textOf = (answer: Awaited<ReturnType<typeof made>>, path: string): string => {
  assert.equal(answer.kind, 'files', JSON.stringify(answer));
  const file =
    answer.kind === 'files' ? answer.files.find((each) => each.path === path) : undefined;
  assert.ok(file, path);
  return file.text;
};

/** What is wrong with a file that was made, with its text. */
const complaints = (engine: Service, path: string): readonly string[] => [
  ...engine.findings(path).map(({ message, rule }) => `${rule.id}: ${message}`),
  ...engine
    .preflights(path)
    .flatMap(({ lines }) => lines)
    .filter(({ state }) => state === 'broken')
    .map(({ detail }) => `preflight: ${detail}`),
];

suite('a Dockerfile that is made', () => {
  for (const [name, { command, files, folder = '', lines = [] }] of Object.entries(projects)) {
    test(`of ${name} has no findings, and neither have its manifests`, async () => {
      const engine = await serviceOver(files);
      const answer = await made(engine, folder);
      const at = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
      const text = textOf(answer, at('Dockerfile'));
      if (answer.kind === 'files')
        for (const each of answer.files) await engine.update(each.path, each.text);
      if (process.env['SHOW']) console.log(text);
      assert.deepEqual(complaints(engine, at('Dockerfile')), [], text);
      const cmd = /^CMD (.*)$/m.exec(text)?.[1] ?? '';
      assert.deepEqual(JSON.parse(cmd), command, text);
      const [preflight] = engine.preflights(at('Dockerfile'));
      const imports = preflight?.lines.filter(({ question }) => question === 'imports') ?? [];
      assert.deepEqual([...new Set(imports.map(({ state }) => state))], ['holds'], text);
      for (const line of lines) assert.ok(text.split('\n').includes(line), `${line}\n${text}`);

      const manifests = await engine.create((asked) => createManifests(at('Dockerfile'), asked));
      assert.equal(manifests.kind, 'files');
      if (manifests.kind !== 'files') return;
      for (const each of manifests.files) await engine.update(each.path, each.text);
      if (process.env['SHOW']) for (const each of manifests.files) console.log(each.text);
      for (const each of manifests.files)
        assert.deepEqual(complaints(engine, each.path), [], each.text);
      assert.deepEqual(complaints(engine, at('Dockerfile')), [], text);
    });
  }
});

suite('what is not made', () => {
  const none = async (files: Readonly<Record<string, string>>, folder = ''): Promise<string> => {
    const answer = await made(await serviceOver(files), folder);
    assert.equal(answer.kind, 'none');
    return answer.kind === 'none' ? answer.why : '';
  };

  test('says why', async () => {
    assert.equal(await none({ 'a.txt': '' }), 'There is no Python code in this directory.');
    assert.match(await none({ 'lib/a.py': 'x = 1\n' }, 'lib'), /^Nothing in lib is seen to start/);
    assert.equal(
      await none({
        'main.py': 'import numpy\nimport os\n\nif __name__ == "__main__":\n    pass\n',
      }),
      'No file says which packages the code needs: list what main.py imports (numpy) in requirements.txt first.',
    );
    assert.match(
      await none({ 'main.py': 'if __name__ == "__main__":\n    pass\n', 'environment.yml': '' }),
      /^What environment\.yml lists is installed with conda/,
    );
  });

  test('asks for a lock first', async () => {
    const code = { 'main.py': 'if __name__ == "__main__":\n    pass\n' };
    const poetry = '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nhttpx = "*"\n';
    assert.match(await none({ ...code, 'pyproject.toml': poetry }), /has no poetry\.lock/);
    assert.match(await none({ ...code, Pipfile: '[packages]\nhttpx = "*"\n' }), /no Pipfile\.lock/);
  });

  test('says that a package starts from the directory above', async () => {
    const why = await none(
      {
        'api/requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\n',
        'api/main.py':
          'from fastapi import FastAPI\n\nfrom .model import load\n\napp = FastAPI()\n',
        'api/model.py': 'def load():\n    return None\n',
      },
      'api',
    );
    assert.match(why, /^api\/main\.py is a module of a package that is api itself/);
  });

  const several = {
    'requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\nstreamlit==1.41.0\n',
    'api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
    'ui/app.py': 'import streamlit as st\n\nst.title("x")\n',
    'train.py': 'if __name__ == "__main__":\n    pass\n',
  };

  test('is asked where several things may start, and made of the chosen one', async () => {
    const engine = await serviceOver(several);
    const answer = await made(engine);
    assert.ok(answer.kind === 'choose');
    assert.deepEqual(
      answer.starts.map(({ file, what }) => `${file} ${what}`),
      ['api/main.py FastAPI', 'ui/app.py Streamlit', 'train.py script'],
    );
    for (const [i, start] of ['uvicorn', 'streamlit', 'python'].entries())
      assert.match(
        textOf(await made(engine, '', answer.starts[i]?.id), 'Dockerfile'),
        new RegExp(`^CMD \\["${start}"`, 'm'),
      );
  });

  test('is made for the directories that have a project', async () => {
    const engine = await serviceOver({
      ...several,
      'other/pyproject.toml': '[project]\nname = "other"\ndependencies = []\n',
      'other/run.py': 'if __name__ == "__main__":\n    pass\n',
      'tool/pyproject.toml': '[tool.ruff]\n',
    });
    assert.deepEqual(await engine.create(projectFolders), ['', 'other']);
    assert.equal((await made(engine, 'other')).kind, 'files');
  });

  test('a .dockerignore leaves out what the code does not read, and stays as it is where there is one', async () => {
    const engine = await serviceOver({
      ...several,
      'data/a.csv': '',
      'notebooks/a.ipynb': '',
      'docs/a.md': '',
      'k8s/app.py': '',
      'terraform/main.tf': '',
      'ui/app.py': 'import streamlit as st\n\nst.title(open("docs/a.md").read())\n',
    });
    const answer = await engine.create((asked) => createDockerignore('', asked));
    const lines = textOf(answer, '.dockerignore').split('\n');
    for (const line of ['.git', '**/.env', 'data', 'notebooks', 'terraform'])
      assert.ok(lines.includes(line), line);
    assert.ok(!lines.includes('docs') && !lines.includes('k8s'));
    await engine.update('.dockerignore', '*.pyc\n');
    assert.deepEqual(await engine.create((asked) => createDockerignore('', asked)), {
      kind: 'there',
      file: '.dockerignore',
      what: 'a .dockerignore',
    });
    const answered = await made(engine, '', 'script train.py ');
    assert.deepEqual(answered.kind === 'files' && answered.files.map(({ path }) => path), [
      'Dockerfile',
    ]);
  });

  test('no server is started that uv does not lock', async () => {
    const engine = await serviceOver({
      'pyproject.toml': '[project]\nname = "a"\nversion = "1"\ndependencies = ["fastapi"]\n',
      'uv.lock': '[[package]]\nname = "fastapi"\nversion = "0.115.6"\n',
      'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
    });
    const text = textOf(await made(engine), 'Dockerfile');
    assert.match(
      text,
      /^# uvicorn, which starts the code, is not among the dependencies: run `uv add uvicorn`/m,
    );
    assert.match(text, /^# CMD \["uvicorn"/m);
  });

  test('manifests take the name that a build gives the image, and need a start', async () => {
    const engine = await serviceOver({
      Dockerfile: 'FROM python:3.12-slim\nCMD ["python", "-m", "http.server", "8000"]\n',
      'compose.yaml': 'services:\n  web:\n    build: .\n    image: registry.example.com/web:2.1\n',
      'empty/Dockerfile': 'FROM scratch\n',
    });
    const answer = await engine.create((asked) => createManifests('Dockerfile', asked));
    assert.match(
      textOf(answer, 'k8s/deployment.yaml'),
      /image: registry\.example\.com\/web:2\.1$/m,
    );
    assert.match(textOf(answer, 'k8s/service.yaml'), /targetPort: 8000/);
    assert.doesNotMatch(textOf(answer, 'k8s/deployment.yaml'), /runAsNonRoot/);
    if (answer.kind === 'files')
      for (const each of answer.files) await engine.update(each.path, each.text);
    const again = await engine.create((asked) => createManifests('Dockerfile', asked));
    assert.deepEqual(again, {
      ...{ kind: 'there', file: 'k8s/deployment.yaml' },
      what: 'a Deployment for this image',
    });
    const none = await engine.create((asked) => createManifests('empty/Dockerfile', asked));
    assert.equal(none.kind, 'none');
  });

  test('hostile code is read in time, and throws nothing', async () => {
    for (const text of [
      `app = ${'app'.repeat(60_000)}`,
      `${'x.'.repeat(60_000)}FastAPI(`,
      `from fastapi import FastAPI\n${'app = FastAPI(\n'.repeat(5000)}`,
      `import gradio\n${'('.repeat(50_000)}.launch(`,
      `if __name__ == "__main__":${' '.repeat(100_000)}`,
      `import streamlit as st\n${' st'.repeat(50_000)}`,
    ]) {
      const engine = await serviceOver({
        'requirements.txt': 'fastapi\n',
        'main.py': text,
        'pyproject.toml': `requires-python = "${'>=3,'.repeat(2000)}"`,
        '.python-version': '3.99999',
      });
      const before = performance.now();
      await made(engine);
      await engine.create((asked) => createManifests('main.py', asked));
      assert.ok(performance.now() - before < 2000, text.slice(0, 40));
    }
  });
});
