import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Service } from '../../src/service.ts';
import { serviceOver } from '../support/host.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const ids = (service: Service, path = 'Dockerfile'): readonly string[] =>
  service.findings(path).map(({ rule }) => rule.id);

const update = 'apt-get update && apt-get install -y --no-install-recommends libgomp1';
const clean = '#!/bin/sh\nset -e\nrm -rf /var/lib/apt/lists/* /root/.cache\n';

/** Whether a rule speaks of a Dockerfile beside some files. */
const speaks = async (
  rule: string,
  files: Readonly<Record<string, string>>,
  ...all: readonly string[]
): Promise<boolean> =>
  ids(await serviceOver({ ...files, Dockerfile: lines(...all) })).includes(rule);

describe('scripts that a RUN calls', () => {
  const called: Readonly<Record<string, readonly string[]>> = {
    'copied to a path': ['COPY clean.sh /tmp/', `RUN ${update} && /tmp/clean.sh`],
    'copied to the working directory': [
      'WORKDIR /build',
      'COPY clean.sh ./',
      `RUN ${update} && chmod +x clean.sh && ./clean.sh`,
    ],
    'in a copied folder, after cd': [
      'WORKDIR /build',
      'COPY . .',
      `RUN ${update} && cd scripts && bash -ex inner.sh`,
    ],
    'found on the path': ['COPY clean.sh /usr/local/bin/tidy-up', `RUN ${update} && tidy-up`],
    sourced: ['COPY clean.sh /tmp/', `RUN ${update} && . /tmp/clean.sh`],
    'through a mount': [
      `RUN --mount=type=bind,source=clean.sh,target=/x/clean.sh ${update} && sh /x/clean.sh`,
    ],
    'in a mounted context': [
      `RUN --mount=type=bind,target=/context ${update} && /context/clean.sh`,
    ],
    'with sudo': ['COPY clean.sh /tmp/', `RUN ${update} && sudo /tmp/clean.sh`],
  };
  const files = { 'clean.sh': clean, 'scripts/inner.sh': '../clean.sh\n' };
  for (const [how, steps] of Object.entries(called))
    it(`are read: ${how}`, async () => {
      assert.equal(await speaks('apt-lists-left', files, 'FROM python:3.12-slim', ...steps), false);
      const others = { ...files, 'clean.sh': '#!/bin/sh\necho done\n' };
      assert.equal(await speaks('apt-lists-left', others, 'FROM python:3.12-slim', ...steps), true);
    });

  it('silence pip-cache when they delete its cache', async () => {
    const steps = ['COPY clean.sh /tmp/', 'RUN pip install numpy==2.1.0 && /tmp/clean.sh'];
    assert.equal(await speaks('pip-cache', files, 'FROM python:3.12-slim', ...steps), false);
    const before = ['COPY clean.sh /tmp/', 'RUN /tmp/clean.sh && pip install numpy==2.1.0'];
    assert.equal(await speaks('pip-cache', files, 'FROM python:3.12-slim', ...before), true);
  });

  it('silence pip-cache when they write its settings', async () => {
    const steps = ['COPY setup.sh /tmp/', 'RUN /tmp/setup.sh', 'RUN pip install numpy==2.1.0'];
    const settings: Readonly<Record<string, boolean>> = {
      'pip config set global.no-cache-dir true\n': false,
      'printf "[global]\\nno-cache-dir = true\\n" > /etc/pip.conf\n': false,
      'printf "[global]\\nindex-url = https://pypi.example.com\\n" > /etc/pip.conf\n': true,
    };
    for (const [script, found] of Object.entries(settings))
      assert.equal(
        await speaks('pip-cache', { 'setup.sh': script }, 'FROM python:3.12-slim', ...steps),
        found,
        script,
      );
    assert.equal(
      await speaks(
        'pip-cache',
        {},
        'FROM python:3.12-slim',
        'RUN pip config set global.no-cache-dir true',
        'RUN pip install numpy==2.1.0',
      ),
      false,
    );
  });

  it('silence cache rules by their names when nobody can read them', async () => {
    const steps: Readonly<Record<string, string>> = {
      'apt-lists-left': `RUN ${update} && clean-layer.sh`,
      'pip-cache': 'RUN pip install numpy==2.1.0 && /opt/cleanup',
      'package-cache-left': 'RUN dnf install -y git && bash /opt/docker_clean.sh',
      'apk-cache': 'RUN apk add git=2 && /opt/shrink-image.sh',
    };
    for (const [rule, step] of Object.entries(steps)) {
      assert.equal(await speaks(rule, {}, 'FROM base:1', step), false, step);
      const other = step.replace(/clean-layer|cleanup|docker_clean|shrink-image/, 'install');
      assert.equal(await speaks(rule, {}, 'FROM base:1', other), true, other);
      // What it runs before cannot be cleaned by it.
      const [, first = '', second = ''] = /^RUN (.*) && (\S.*)$/.exec(step) ?? [];
      assert.equal(await speaks(rule, {}, 'FROM base:1', `RUN ${second} && ${first}`), true);
    }
  });

  it('that call themselves end', async () => {
    const loop = { 'a.sh': './a.sh\n./b.sh\n', 'b.sh': './a.sh\n' };
    const steps = ['COPY a.sh b.sh ./', `RUN ${update} && ./a.sh`];
    assert.equal(await speaks('apt-lists-left', loop, 'FROM python:3.12-slim', ...steps), true);
  });

  it('tell whether a later one needs the package lists', async () => {
    const fixOf = async (script: string): Promise<boolean | undefined> => {
      const service = await serviceOver({
        'install.sh': script,
        Dockerfile: lines(
          'FROM python:3.12-slim',
          `RUN ${update}`,
          'COPY install.sh ./',
          'RUN ./install.sh',
        ),
      });
      const found = service.findings('Dockerfile').find(({ rule }) => rule.id === 'apt-lists-left');
      return found?.fixes?.[0] && found.fixes[0].safe === true;
    };
    assert.equal(await fixOf('mkdir -p /models\n'), true);
    assert.equal(await fixOf('apt-get update\napt-get install -y git\n'), true);
    assert.equal(await fixOf('make\n'), false);
    assert.equal(await fixOf('apt-get install -y git\n'), undefined);
  });

  it('bring the packages that they install', async () => {
    const dockerfile = lines(
      'FROM python:3.12-slim',
      'WORKDIR /srv',
      'COPY install.sh app.py ./',
      'RUN ./install.sh',
      'USER 10001',
      'CMD ["python", "-u", "app.py"]',
    );
    const files = { 'app.py': 'import pandas as pd\n', Dockerfile: dockerfile };
    const install = (name: string) =>
      `#!/bin/sh\nset -e\npip install --no-cache-dir ${name}==2.2.3\n`;
    const right = await serviceOver({ ...files, 'install.sh': install('pandas') });
    assert.deepEqual(ids(right), []);
    const wrong = await serviceOver({ ...files, 'install.sh': install('numpy') });
    assert.deepEqual(ids(wrong), ['missing-dependency']);
    const unread = await serviceOver({ ...files, 'install.sh': './more.sh\n' });
    assert.deepEqual(ids(unread), []);
  });

  it('are heeded when they change', async () => {
    const service = await serviceOver({
      'clean.sh': clean,
      Dockerfile: lines('FROM base:1', 'COPY clean.sh /tmp/', `RUN ${update} && /tmp/clean.sh`),
    });
    assert.deepEqual(ids(service), []);
    const stale = await service.update('clean.sh', 'echo done\n');
    assert.deepEqual(stale, ['clean.sh', 'Dockerfile']);
    assert.deepEqual(ids(service), ['apt-lists-left']);
    await service.update('clean.sh', clean);
    assert.deepEqual(ids(service), []);
  });

  it('are read and heeded without the ending of a script', async () => {
    const service = await serviceOver({
      tidy: clean,
      Dockerfile: lines('FROM base:1', 'COPY tidy /tmp/', `RUN ${update} && /tmp/tidy`),
    });
    assert.deepEqual(ids(service), []);
    assert.deepEqual(await service.update('tidy', 'echo done\n'), ['tidy', 'Dockerfile']);
    assert.deepEqual(ids(service), ['apt-lists-left']);
    await service.update('tidy', clean);
    assert.deepEqual(ids(service), []);
  });
});

describe('a base image that the project builds', () => {
  const base = lines(
    'FROM python:3.12-slim',
    'ENV PIP_NO_CACHE_DIR=1',
    'WORKDIR /srv',
    'USER 10001',
  );
  const app = lines(
    'FROM registry.example.com/ml/train-base:1.4',
    'RUN pip install numpy==2.1.0',
    'WORKDIR models',
  );

  it('brings its ENV and WORKDIR', async () => {
    const service = await serviceOver({ 'train-base/Dockerfile': base, 'app/Dockerfile': app });
    assert.deepEqual(ids(service, 'app/Dockerfile'), []);
    const stale = await service.update('train-base/Dockerfile', 'FROM python:3.12-slim\n');
    assert.deepEqual(stale, ['train-base/Dockerfile', 'app/Dockerfile']);
    assert.deepEqual(ids(service, 'app/Dockerfile'), ['pip-cache', 'relative-workdir']);
  });

  it('brings what its own base has', async () => {
    const service = await serviceOver({
      'docker/Dockerfile.python-base': base,
      'docker/Dockerfile.train-base': 'FROM ml/python-base\nUSER 10002\n',
      'app/Dockerfile': app,
    });
    assert.deepEqual(ids(service, 'app/Dockerfile'), []);
  });

  it('is not the file itself', async () => {
    const service = await serviceOver({
      'train-base/Dockerfile': `${app}ENV PIP_NO_CACHE_DIR=1\n`,
    });
    assert.deepEqual(ids(service, 'train-base/Dockerfile'), ['pip-cache', 'relative-workdir']);
  });
});

describe('what makes a file before the image', () => {
  const files = {
    Dockerfile: lines('FROM a:1', 'COPY requirements.txt ./', 'COPY vocab.json ./'),
    'requirements.txt': 'numpy==2.1.0\n',
    'vocab.jsn': '{}\n',
  };
  const makers: Readonly<Record<string, string>> = {
    Makefile: 'vocab.json:\n\tpython make.py\n',
    'fetch.sh': 'curl -o vocab.json https://models.example.com/vocab.json\n',
    '.github/workflows/build.yml': 'jobs: {build: {steps: [{run: dvc pull vocab.json}]}}\n',
  };
  for (const [name, text] of Object.entries(makers))
    it(`is heeded when it changes: ${name}`, async () => {
      const service = await serviceOver({ ...files, [name]: '# nothing\n' });
      assert.deepEqual(ids(service), ['copy-source-missing']);
      assert.deepEqual(await service.update(name, text), [name, 'Dockerfile']);
      assert.deepEqual(ids(service), []);
      await service.update(name, undefined);
      assert.deepEqual(ids(service), ['copy-source-missing']);
    });

  it('is heeded when it changes: .gitignore', async () => {
    const service = await serviceOver({ ...files, '.gitignore': '# nothing\n' });
    const severities = () => service.findings('Dockerfile').map(({ severity }) => severity);
    assert.deepEqual(severities(), ['error']);
    assert.deepEqual(await service.update('.gitignore', '*.json\n'), ['.gitignore', 'Dockerfile']);
    assert.deepEqual(severities(), ['info']);
  });
});
