import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { summaryOf } from '../../src/features/preflight/line.ts';
import { answeringRules } from '../../src/features/preflight/questions.ts';
import {
  preflightJson,
  preflightMarkdown,
  preflightText,
} from '../../src/features/preflight/write.ts';
import { catalogue } from '../../src/rules/catalogue.generated.ts';
import { serviceOver } from '../support/host.ts';

const dockerfile = `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app.py .
USER 10001
EXPOSE 8000
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: churn }
spec:
  selector: { matchLabels: { app: churn } }
  template:
    metadata: { labels: { app: churn } }
    spec:
      containers:
        - name: server
          image: registry.example.com/churn:1.0.0
          ports: [{ containerPort: 8000 }]
          resources: { requests: { cpu: "1", memory: 1Gi } }
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: churn }
spec:
  selector: { app: churn }
  ports: [{ port: 80, targetPort: 8000 }]
`;

const project = async (over: Readonly<Record<string, string>> = {}) => {
  const files: Record<string, string> = {
    'churn/Dockerfile': dockerfile,
    'churn/requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\n',
    'churn/app.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
    'churn/k8s/deployment.yaml': deployment,
    'churn/k8s/service.yaml': service,
    ...over,
  };
  const engine = await serviceOver(files);
  const by = { text: (path: string) => engine.text(path) ?? '', shown: (path: string) => path };
  return { engine, by };
};

suite('preflight', () => {
  test('says of each image and workload what was held against what', async () => {
    const { by, engine } = await project();
    assert.equal(
      preflightText(engine.preflights(), by),
      `churn/Dockerfile: no problems, 1 not checked
  ✓ builds      2 paths that COPY names are in the build context churn/.
  ✓ starts      Python finds app at /app/app.py. (churn/Dockerfile:8)
  ✓             The program uvicorn comes with uvicorn==0.34.0. (churn/Dockerfile:8)
  ✓ imports     What churn/app.py and the modules behind it import is installed. (churn/Dockerfile:8)
  ✓ listens     uvicorn listens on 0.0.0.0:8000. (churn/Dockerfile:8)
  ✓ is reached  Service churn sends requests to port 8000, on which uvicorn listens. (churn/k8s/service.yaml:6)
  ? writes      User 10001 has no home directory: whether the code writes below it is not known. (churn/Dockerfile:6)
  ✓ fits        Container server of Deployment churn asks for cpu and memory. (churn/k8s/deployment.yaml:11)

Deployment churn, churn/k8s/deployment.yaml: no problems, 1 not checked
  ✓ builds      2 paths that COPY names are in the build context churn/.
  ✓ starts      Python finds app at /app/app.py. (churn/Dockerfile:8)
  ✓             The program uvicorn comes with uvicorn==0.34.0. (churn/Dockerfile:8)
  ✓ imports     What churn/app.py and the modules behind it import is installed. (churn/Dockerfile:8)
  ✓ listens     uvicorn listens on 0.0.0.0:8000. (churn/Dockerfile:8)
  ✓ is reached  Service churn sends requests to port 8000, on which uvicorn listens. (churn/k8s/service.yaml:6)
  ? writes      User 10001 has no home directory: whether the code writes below it is not known. (churn/Dockerfile:6)
  ✓ fits        Container server of Deployment churn asks for cpu and memory. (churn/k8s/deployment.yaml:11)
`,
    );
  });

  test('a squiggle and a cross are one thing', async () => {
    const { engine } = await project({
      'churn/Dockerfile': dockerfile
        .replace('"app:app"', '"src.app:app"')
        .replace('0.0.0.0', '127.0.0.1'),
    });
    const [image] = engine.preflights('churn/Dockerfile');
    const broken = image?.lines.filter(({ state }) => state === 'broken') ?? [];
    const found = engine
      .findings('churn/Dockerfile')
      .filter(({ severity }) => severity === 'error')
      .map(({ message, rule }) => `${rule.id}: ${message}`);
    assert.deepEqual(broken.map(({ detail, rule }) => `${rule}: ${detail}`).sort(), found.sort());
    assert.deepEqual(
      broken.map(({ question }) => question),
      ['starts', 'listens'],
    );
    assert.equal(image && summaryOf(image), '2 problems, 2 not checked');
  });

  test('why no code is followed is said', async () => {
    const said = async (start: string): Promise<readonly string[]> => {
      const { engine } = await project({
        'churn/Dockerfile': dockerfile.replace(/^CMD.*$/m, start),
      });
      const [image] = engine.preflights('churn/Dockerfile');
      return (image?.lines ?? [])
        .filter(({ question }) => question === 'imports')
        .map(({ detail }) => detail);
    };
    assert.deepEqual(await said(''), [
      'No CMD or ENTRYPOINT stands here, so which code starts is not known.',
    ]);
    assert.deepEqual(await said('CMD ["nginx", "-g", "daemon off;"]'), [
      'The start command runs nginx: which Python code that loads is not known.',
    ]);
    assert.deepEqual(await said('CMD ["python", "train.py"]'), [
      'The file of train.py, which the container starts, is not in the project.',
    ]);
    assert.deepEqual(await said('CMD ["python", "/opt/app.py"]'), [
      'Which file of the project /opt/app.py is in the image is not known.',
    ]);
  });

  test('a source that Git ignores, or that is not there, is not known', async () => {
    const { engine } = await project({
      'churn/.gitignore': 'models/\n',
      'churn/Dockerfile': dockerfile.replace(
        'COPY app.py .',
        'COPY app.py .\nCOPY models/ models/\nCOPY weights weights',
      ),
    });
    const [image] = engine.preflights('churn/Dockerfile');
    assert.deepEqual(
      image?.lines.filter(({ question }) => question === 'builds').map(({ detail }) => detail),
      [
        '2 of 4 paths that COPY names are in the build context churn/.',
        'models/ is ignored by Git, so whether it is there is not known.',
        'weights is not in the project, so whether it is there is not known.',
      ],
    );
  });

  test('a workload whose name a template makes goes by its kind', async () => {
    const { engine } = await project({
      'churn/k8s/deployment.yaml': deployment.replace(
        'name: churn }',
        'name: {{ .Release.Name }} }',
      ),
    });
    assert.equal(
      engine.preflights().some(({ kind, name }) => kind === 'workload' && name === 'Deployment'),
      true,
    );
  });

  test('what hides something is named with its line', async () => {
    const { engine } = await project({
      'churn/Dockerfile': dockerfile.replace('RUN pip install', 'RUN poetry install && echo'),
    });
    const [image] = engine.preflights('churn/Dockerfile');
    const hidden = image?.lines.find(({ question }) => question === 'imports');
    assert.equal(hidden?.state, 'unknown');
    assert.match(hidden?.detail ?? '', /^Line 4 runs poetry, which may install packages/);
    assert.equal(hidden?.place?.file, 'churn/Dockerfile');
  });

  test('what the project installs holds whatever else is installed', async () => {
    const about = async (over: Readonly<Record<string, string>>) => {
      const { engine } = await project(over);
      const [image] = engine.preflights('churn/Dockerfile');
      return image?.lines.find(({ question }) => question === 'imports')?.state;
    };
    const from = (image: string) => dockerfile.replace('python:3.12-slim', image);
    const app = (more: string) => ({ 'churn/app.py': `${more}\nfrom fastapi import FastAPI\n` });
    const lines = 'fastapi==0.115.6\nuvicorn==0.34.0\n';
    const git = `${lines}git+https://github.com/acme/tools\n`;
    for (const [wanted, over] of [
      ['holds', { 'churn/Dockerfile': from('acme/ml-base:4') }],
      ['unknown', { 'churn/Dockerfile': from('acme/ml-base:4'), ...app('import torch') }],
      ['holds', { 'churn/Dockerfile': from('acme/ml-base:4'), ...app('import starlette') }],
      ['holds', { 'churn/requirements.txt': git }],
      ['unknown', { 'churn/requirements.txt': `${lines}sklearn\n`, ...app('import sklearn') }],
      ['unknown', { 'churn/requirements.txt': git, ...app('import torch') }],
      [
        'unknown',
        {
          'churn/Dockerfile': from('acme/ml-base:4'),
          'churn/requirements.txt': lines.replace('.6', '.6; python_version < "3.9"'),
        },
      ],
      ['holds', { 'churn/requirements.txt': `${lines}acme-not-known\n` }],
      [
        'unknown',
        {
          'churn/Dockerfile': dockerfile.replace('RUN pip', 'RUN conda create -n own && pip'),
        },
      ],
      [
        'unknown',
        {
          'churn/Dockerfile': `${from('acme/ml-base:4')}\nRUN pip uninstall -y fastapi\n`,
        },
      ],
    ] as const)
      assert.equal(await about(over), wanted, JSON.stringify(over));
  });

  test('a base image is known to bring what it is made for', async () => {
    for (const [image, module, wanted] of [
      ['tensorflow/tensorflow:2.17.0', 'keras', 'holds'],
      ['tensorflow/tensorflow:2.17.0-devel', 'tensorflow', 'unknown'],
      ['pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime', 'torchvision', 'holds'],
      ['pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime', 'pandas', 'unknown'],
      ['quay.io/jupyter/scipy-notebook:latest', 'sklearn', 'holds'],
      ['vllm/vllm-openai:v0.8.5', 'torch', 'holds'],
    ] as const) {
      const { engine } = await project({
        'churn/Dockerfile': dockerfile.replace('python:3.12-slim', image),
        'churn/app.py': `import ${module}\n`,
      });
      const [own] = engine.preflights('churn/Dockerfile');
      const found = own?.lines.find(({ question }) => question === 'imports');
      assert.equal(found?.state, wanted, `${image} ${module}`);
    }
  });

  test('tools that bring no packages hide none', async () => {
    const uv = 'https://astral.sh/uv/0.9.1/install.sh';
    for (const [command, wanted] of [
      [`RUN curl -LsSf ${uv} | sh`, 'broken'],
      [`RUN curl -LsSf ${uv} | sh\nRUN curl -L https://acme.io/install.sh | sh`, 'unknown'],
      ['RUN curl -L https://acme.io/install.sh | sh', 'unknown'],
      ['RUN curl -sSL https://install.python-poetry.org | python3 -', 'broken'],
      ['RUN curl -sSL https://bootstrap.pypa.io/get-pip.py | python3 -', 'unknown'],
      [`ADD ${uv} /uv.sh\nRUN sh /uv.sh && rm /uv.sh`, 'broken'],
      ['ADD https://acme.io/install.sh /uv.sh\nRUN sh /uv.sh', 'unknown'],
      ['RUN pipx install uv', 'broken'],
      ['RUN poetry config virtualenvs.create false', 'broken'],
      ['RUN poetry self add poetry-plugin-export', 'unknown'],
      ['RUN uv python install 3.12', 'broken'],
      ['RUN uv run prepare.py', 'unknown'],
      ['RUN poetry export -o requirements.txt', 'unknown'],
      ['RUN uv lock --upgrade', 'unknown'],
      ['ENV PYTHONPATH=/own', 'unknown'],
      ['COPY app.py /own/\nENV PYTHONPATH=/own', 'broken'],
      ['COPY app.py /own/\nRUN git clone acme:x /own/x\nENV PYTHONPATH=/own', 'unknown'],
      ['COPY pyproject.toml .\nRUN uv pip install --system -r pyproject.toml', 'broken'],
      ['COPY pyproject.toml .\nRUN pip install -r pyproject.toml', 'unknown'],
      ['COPY pyproject.toml .\nRUN uv pip install --system -r pyproject.toml --extra ml', 'holds'],
    ] as const) {
      const { engine } = await project({
        'churn/Dockerfile': dockerfile.replace('RUN pip', `${command}\nRUN pip`),
        'churn/pyproject.toml':
          '[project]\nname = "churn"\nversion = "1"\ndependencies = ["httpx"]\n[project.optional-dependencies]\nml = ["pandas"]\n',
        'churn/app.py': 'import pandas\nfrom fastapi import FastAPI\n',
      });
      const [own] = engine.preflights('churn/Dockerfile');
      const found = own?.lines.find(({ question }) => question === 'imports');
      assert.equal(found?.state, wanted, command);
    }
  });

  test('text of files is escaped in Markdown and kept from the terminal', async () => {
    const name = 'a|b\u001b[31m';
    const { by, engine } = await project({
      'churn/Dockerfile': `FROM python:3.12-slim\nCMD ["${name}"]\n`,
    });
    const all = engine.preflights('churn/Dockerfile');
    assert.ok(!preflightText(all, by).includes('\u001b'));
    const markdown = preflightMarkdown(all, by);
    assert.ok(!markdown.includes('\u001b'));
    for (const row of markdown.split('\n').filter((line) => line.startsWith('| ')))
      assert.equal(row.replaceAll('\\|', '').split('|').length, 6, row);
  });

  test('JSON has places with lines from 1 and no text of files', async () => {
    const { by, engine } = await project();
    const { preflights, version } = JSON.parse(preflightJson(engine.preflights(), by));
    assert.equal(version, 1);
    assert.deepEqual(
      preflights.map(({ broken, kind, name, path, unknown }: Record<string, unknown>) => ({
        ...{ broken, kind, name, path, unknown },
      })),
      [
        {
          ...{ broken: 0, kind: 'image', name: 'churn/Dockerfile' },
          ...{ path: 'churn/Dockerfile', unknown: 1 },
        },
        {
          ...{ broken: 0, kind: 'workload', name: 'Deployment churn' },
          ...{ path: 'churn/k8s/deployment.yaml', unknown: 1 },
        },
      ],
    );
    assert.deepEqual(preflights[0].lines[4], {
      question: 'listens',
      state: 'holds',
      detail: 'uvicorn listens on 0.0.0.0:8000.',
      place: { path: 'churn/Dockerfile', line: 8 },
    });
  });

  test('every rule that answers a question is in the catalogue, once', () => {
    const known = new Set(catalogue.map(({ id }) => id));
    assert.deepEqual(
      answeringRules.filter((id) => !known.has(id)),
      [],
    );
  });

  test('a file that is half typed has a Preflight or none, and nothing throws', async () => {
    const { engine } = await project();
    for (const text of ['', 'FROM', 'FROM $X', `${dockerfile}CMD [`, 'FROM scratch\nCMD\n']) {
      await engine.update('churn/Dockerfile', text);
      for (const { lines } of engine.preflights())
        for (const { detail } of lines) assert.match(detail, /\S/);
    }
  });
});
