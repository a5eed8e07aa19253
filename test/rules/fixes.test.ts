import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

/** The titles of all fixes that a rule offers in a Dockerfile. */
const offered = async (rule: string, ...lines: readonly string[]): Promise<readonly string[]> => {
  const service = await serviceOver({ Dockerfile: `${lines.join('\n')}\n` });
  const found = service.findings('Dockerfile').filter((each) => each.rule.id === rule);
  assert.ok(found.length > 0, `${rule} is found`);
  return found.flatMap(({ fixes }) => fixes?.map(({ title }) => title) ?? []);
};

/** Whether the first fix that a rule offers in a Dockerfile is safe. */
const isSafe = async (rule: string, ...lines: readonly string[]): Promise<boolean> => {
  const service = await serviceOver({ Dockerfile: `${lines.join('\n')}\n` });
  const found = service.findings('Dockerfile').find((each) => each.rule.id === rule);
  assert.ok(found?.fixes?.[0], `${rule} offers a fix`);
  return found.fixes[0].safe === true;
};

describe('a fix is safe unless what it deletes may be needed later', () => {
  const update = 'RUN apt-get update && apt-get install -y --no-install-recommends libgomp1';
  const apt: Readonly<Record<string, boolean>> = {
    'RUN pip install --no-cache-dir -r requirements.txt': true,
    'RUN mkdir -p /models && chown 10001 /models': true,
    'RUN find /usr -name "*.pyc" -delete': true,
    'RUN find /usr -name "*.pyc" -exec rm {} +': true,
    'RUN python -m pip install numpy==2.1.0': true,
    'RUN apt-get update && ./install.sh && rm -rf /var/lib/apt/lists/*': true,
    'RUN apt-get purge -y gcc': true,
    'RUN . /opt/venv/bin/activate && pip install --no-cache-dir -r requirements.txt': true,
    'RUN python3 -m venv /opt/venv && ${VENV}/bin/pip install --no-cache-dir numpy==2.1.0': true,
    'RUN python -c "import nltk; nltk.download(\'punkt\')"': true,
    'RUN echo a | xargs pip install --no-cache-dir': true,
    'RUN conda run -n base make': false,
    'RUN poetry run ./install.sh': false,
    'RUN python -c "import os; os.system(\'./install.sh\')"': false,
    'RUN echo a | xargs ./install.sh': false,
    'RUN ./install.sh': false,
    'RUN ["./install.sh"]': false,
    'RUN bash /tmp/install.sh': false,
    'RUN . ./install.sh': false,
    'RUN make dependencies': false,
    'RUN sudo make dependencies': false,
    'RUN curl -fsSL https://deb.example.com/setup | bash -': false,
    'RUN python install_system_packages.py': false,
    'RUN npx playwright install-deps': false,
    'RUN rosdep install --from-paths src': false,
    'RUN find scripts -name "*.sh" -exec {} +': false,
    'RUN ./install.sh && apt-get update && rm -rf /var/lib/apt/lists/*': false,
    'ONBUILD RUN ./install.sh': false,
    'RUN $INSTALLER': false,
  };
  for (const [line, safe] of Object.entries(apt))
    it(`apt-lists-left before ${line}`, async () =>
      assert.equal(
        await isSafe('apt-lists-left', 'FROM python:3.12-slim', update, line, 'USER 10001'),
        safe,
      ));

  it('apt-lists-left before a script of a stage that starts from this one', async () =>
    assert.equal(
      await isSafe(
        'apt-lists-left',
        'FROM python:3.12-slim AS base',
        update,
        'FROM base AS train',
        'RUN ./install.sh',
        'FROM base',
        'USER 10001',
      ),
      false,
    ));

  const pip: Readonly<Record<string, boolean>> = {
    'RUN ./install.sh': true,
    'RUN pip install --no-cache-dir torch==2.4.0': true,
    'RUN rm -rf /root/.cache': true,
    'RUN rm -r /root/.cache/pip': false,
    'RUN pip cache purge': false,
    'RUN rm -r /root/.cache/pip || true': true,
  };
  for (const [line, safe] of Object.entries(pip))
    it(`pip-cache before ${line}`, async () =>
      assert.equal(
        await isSafe('pip-cache', 'FROM python:3.12-slim', 'RUN pip install numpy==2.1.0', line),
        safe,
      ));

  const apk: Readonly<Record<string, boolean>> = {
    'RUN apk add --no-cache libgomp=14': true,
    'RUN apk add libgomp=14': false,
    'RUN apk update && apk add libgomp=14': true,
    'RUN ./install.sh': false,
  };
  for (const [line, safe] of Object.entries(apk))
    it(`apk-cache before ${line}`, async () =>
      assert.equal(await isSafe('apk-cache', 'FROM alpine:3.20', 'RUN apk add git=2', line), safe));

  const dnf: Readonly<Record<string, boolean>> = {
    'RUN dnf install -y gcc': true,
    'RUN ./install.sh': false,
  };
  for (const [line, safe] of Object.entries(dnf))
    it(`package-cache-left before ${line}`, async () =>
      assert.equal(
        await isSafe('package-cache-left', 'FROM fedora:42', 'RUN dnf install -y git', line),
        safe,
      ));
});

describe('clear-text-download', () => {
  const hosts: Readonly<Record<string, boolean>> = {
    'models.example.com': true,
    'ubuntu.example.com': true,
    'archive.ubuntu.com': false,
    'de.archive.ubuntu.com': false,
    'security.ubuntu.com': false,
    'ports.ubuntu.com': false,
    'images.cocodataset.org': false,
    'churn.s3-website-us-east-1.amazonaws.com': false,
  };
  for (const [host, fix] of Object.entries(hosts))
    it(`offers ${fix ? 'a' : 'no'} fix for ${host}`, async () => {
      const line = `RUN curl -fsSLO http://${host}/a`;
      const titles = await offered('clear-text-download', 'FROM python:3.12-slim', line);
      assert.deepEqual(titles, fix ? ['Write https://'] : []);
    });
});

describe('root-user', () => {
  const base = 'FROM python:3.12-slim';
  const command = 'CMD ["python", "app.py"]';
  const fixed: Readonly<Record<string, boolean>> = {
    'ENV HF_HOME=/tmp/hf': true,
    'ENV MODEL_NAME=churn': true,
    'EXPOSE 8000': true,
    // The new user could not write there, or not listen.
    'ENV HF_HOME=/models': false,
    'ENV XDG_CACHE_HOME=$CACHE': false,
    'EXPOSE 80': false,
  };
  for (const [line, fix] of Object.entries(fixed))
    it(`offers ${fix ? 'a' : 'no'} fix with ${line}`, async () => {
      const titles = await offered('root-user', base, line, command);
      assert.deepEqual(titles, fix ? ['Start as a new user, 10001'] : []);
    });

  it('is an info in an image without a command', async () => {
    const severities = async (...lines: readonly string[]): Promise<readonly string[]> => {
      const service = await serviceOver({ Dockerfile: `${lines.join('\n')}\n` });
      return service
        .findings('Dockerfile')
        .filter(({ rule }) => rule.id === 'root-user')
        .map(({ severity }) => severity);
    };
    assert.deepEqual(await severities(base, 'ENV A=1'), ['info']);
    assert.deepEqual(await severities(base, 'USER root'), ['info']);
    assert.deepEqual(await severities(base, command), ['warning']);
    assert.deepEqual(await severities(`${base} AS a`, command, 'FROM a', 'ENV A=1'), ['warning']);
    const service = await serviceOver({ Dockerfile: `${base}\nENV A=1\n` });
    service.override({ rules: { 'root-user': 'error' } });
    assert.deepEqual(service.findings('Dockerfile')[0]?.severity, 'error');
  });
});

describe('add-instead-of-copy', () => {
  it('is silent for archives of any name', async () => {
    const service = await serviceOver({
      Dockerfile: 'FROM python:3.12-slim\nADD model.nemo app.gem model.tar.lz4 /models/\n',
    });
    assert.ok(
      !service.findings('Dockerfile').some(({ rule }) => rule.id === 'add-instead-of-copy'),
    );
  });
});

describe('apt-lists-left offers no fix', () => {
  it('where a later RUN deletes the lists and fails without them', async () => {
    assert.deepEqual(
      await offered(
        'apt-lists-left',
        'FROM python:3.12-slim',
        'RUN apt-get update && apt-get install -y --no-install-recommends libgomp1',
        'RUN rm -r /var/lib/apt/lists/*',
      ),
      [],
    );
  });

  it('where a later RUN installs from the lists', async () => {
    assert.deepEqual(
      await offered(
        'apt-lists-left',
        'FROM python:3.12-slim',
        'RUN apt-get update',
        'RUN apt-get install -y --no-install-recommends libgomp1',
      ),
      [],
    );
  });

  it('where another stage starts from this one and installs', async () => {
    assert.deepEqual(
      await offered(
        'apt-lists-left',
        'FROM python:3.12-slim AS base',
        'RUN apt-get update && apt-get install -y --no-install-recommends libgomp1',
        'FROM base AS train',
        'RUN apt-get install -y --no-install-recommends build-essential',
        'FROM base',
        'USER 10001',
      ),
      [],
    );
  });
});
