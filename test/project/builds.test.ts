import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildContext } from '../../src/project/context.ts';
import { ProjectIndex } from '../../src/project/index.ts';
import { serviceStarts, servicesOf } from '../../src/project/services.ts';
import { serviceOver } from '../support/host.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const dockerfile = lines('FROM python:3.12-slim', 'COPY requirements.txt ./', 'CMD ["python"]');

const indexOf = (files: Readonly<Record<string, string>>): ProjectIndex => {
  const index = new ProjectIndex('churn');
  for (const path of Object.keys(files)) index.note(path);
  for (const [path, text] of Object.entries(files)) index.set(path, text);
  return index;
};

/** The context of a Dockerfile and who states it. */
const contextIn = (files: Readonly<Record<string, string>>, path: string): string => {
  const index = indexOf(files);
  const model = index.model(path);
  assert.ok(model?.kind === 'dockerfile');
  const project = index.view(() => undefined);
  const { folder, stated } = buildContext(model.file, project);
  return `${folder || '.'} by ${stated?.file ?? 'a guess'}`;
};

describe('the context of a Dockerfile', () => {
  const files = {
    'api/Dockerfile': dockerfile,
    'api/requirements.txt': '',
    'requirements.txt': '',
  };
  const stated: readonly (readonly [string, string, string])[] = [
    [
      'docker-compose.yml',
      'services:\n  a:\n    build: {context: ., dockerfile: api/Dockerfile}\n',
      '.',
    ],
    ['docker-compose.yml', 'services:\n  a:\n    build: ./api\n', 'api'],
    [
      'api/compose.yaml',
      'services:\n  a:\n    build: {context: .., dockerfile: api/Dockerfile}\n',
      '.',
    ],
    // With `--project-directory .`
    ['deploy/docker-compose.yml', 'services:\n  a:\n    build: api\n', 'api'],
    ['image-build/build.yaml', 'services:\n  a:\n    build:\n      context: ../api\n', 'api'],
    ['Makefile', 'x:\n\tdocker build -f api/Dockerfile .\n', '.'],
    ['scripts/build.sh', 'docker build -f api/Dockerfile .\n', '.'],
    ['api/build.sh', 'docker build .\n', 'api'],
    [
      '.github/workflows/a.yml',
      'jobs: {a: {steps: [{run: docker build -f api/Dockerfile .}]}}',
      '.',
    ],
    [
      '.devcontainer/devcontainer.json',
      '{"build": {"dockerfile": "../api/Dockerfile", "context": ".."}}',
      '.',
    ],
  ];
  for (const [path, text, folder] of stated)
    it(`is stated by ${path}: ${JSON.stringify(text)}`, () => {
      assert.equal(contextIn({ ...files, [path]: text }, 'api/Dockerfile'), `${folder} by ${path}`);
    });

  const silent: readonly (readonly [string, string])[] = [
    ['docker-compose.yml', 'services:\n  a:\n    build: ./other\n'],
    [
      'docker-compose.yml',
      'services:\n  a:\n    build: {context: ../x, dockerfile: ../api/Dockerfile}\n',
    ],
    [
      'docker-compose.yml',
      'services:\n  a:\n    build: {context: ./gone, dockerfile: ../api/Dockerfile}\n',
    ],
    ['scripts/build.sh', 'cd $1 && docker build .\n'],
  ];
  for (const [path, text] of silent)
    it(`is a guess beside ${path}: ${JSON.stringify(text)}`, () => {
      assert.equal(contextIn({ ...files, [path]: text }, 'api/Dockerfile'), 'api by a guess');
    });

  it('is the one with the most sources where several are stated', () => {
    const both = {
      'api/Dockerfile': lines('FROM python:3.12-slim', 'COPY api/app.py ./'),
      'api/app.py': '',
      'a.sh': 'docker build api\n',
      'docker-compose.yml':
        'services:\n  a:\n    build: {context: ., dockerfile: api/Dockerfile}\n',
    };
    assert.equal(contextIn(both, 'api/Dockerfile'), '. by docker-compose.yml');
  });

  it('is not known where a script may be run in several places', () => {
    const two = {
      Dockerfile: dockerfile,
      'api/Dockerfile': dockerfile,
      'api/build.sh': 'docker build .\n',
    };
    assert.equal(contextIn(two, 'api/Dockerfile'), 'api by a guess');
  });
});

describe('the Dockerfile of an image', () => {
  const compose = (...services: readonly string[]): string =>
    lines('services:', ...services.map((each, i) => `  s${i}: ${each}`));
  const builderIn = (image: string, ...services: readonly string[]): string | undefined =>
    indexOf({
      'a/Dockerfile': lines('FROM python:3.12-slim AS dev', 'FROM dev AS run'),
      'b/Dockerfile': dockerfile,
      'compose.yaml': compose(...services),
    })
      .view(() => undefined)
      .dockerfileOf(image)?.file;

  const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ['acme/churn:1', ['{build: a, image: "acme/churn:2"}'], 'a/Dockerfile'],
    ['ghcr.io/acme/churn:1', ['{build: a, image: churn}'], 'a/Dockerfile'],
    ['ghcr.io/acme/churn', ['{build: a, image: "$REG/churn:$TAG"}'], 'a/Dockerfile'],
    ['ghcr.io/acme/churn', ['{build: a, image: other/churn}'], undefined],
    ['redis:7', ['{build: a, image: acme/redis}'], undefined],
    ['redis:7', ['{build: a, image: redis}'], 'a/Dockerfile'],
    ['acme/x', ['{build: a, image: "acme/$NAME"}'], undefined],
    // A stated name wins over that of a directory.
    ['acme/b', ['{build: a, image: acme/b}'], 'a/Dockerfile'],
    ['acme/b', [], 'b/Dockerfile'],
    // Tags tell images of one repository apart.
    [
      'acme/x:b',
      ['{build: a, image: "acme/x:a"}', '{build: b, image: "acme/x:b"}'],
      'b/Dockerfile',
    ],
    // The facts are those of the last stage.
    ['acme/x', ['{build: {context: a, target: dev}, image: acme/x}'], undefined],
    ['acme/a', ['{build: {context: a, target: dev}, image: acme/a}'], undefined],
    ['acme/x', ['{build: {context: a, target: RUN}, image: acme/x}'], 'a/Dockerfile'],
  ];
  for (const [image, services, expected] of cases)
    it(`of ${image} beside ${services.join(' ')}`, () => {
      assert.equal(builderIn(image, ...services), expected);
    });
});

describe('the services of a Dockerfile', () => {
  const of = (text: string, ...services: readonly string[]) => {
    const index = indexOf({
      Dockerfile: text,
      'compose.yaml': lines('services:', ...services.map((each, i) => `  s${i}: ${each}`)),
    });
    const model = index.model('Dockerfile');
    assert.ok(model?.kind === 'dockerfile');
    const { file } = model;
    const project = index.view(() => undefined);
    const stage = file.stages.at(-1);
    assert.ok(stage);
    return {
      names: servicesOf(file, project).map(({ name }) => name),
      starts: serviceStarts(file, stage, project).map(({ words, workdir }) => [
        words.map(({ text: each }) => each).join(' '),
        workdir,
      ]),
    };
  };

  it('are those that run its last stage', () => {
    const text = lines('FROM python:3.12-slim AS dev', 'FROM dev AS run', 'CMD ["a"]');
    const { names } = of(
      text,
      '{build: .}',
      '{build: {context: ., target: dev}}',
      '{build: {context: ., target: run}}',
      '{build: {context: ., target: "1"}}',
      '{image: x}',
    );
    assert.deepEqual(names, ['s0', 's2', 's3']);
  });

  it('say what starts when the Dockerfile does not', () => {
    const services = [
      '{build: ., command: python app.py, working_dir: /srv}',
      '{build: ., command: [sh, -c, "cd x && exec python -m serve"]}',
      '{build: ., command: run $X}',
      '{build: ., entrypoint: [python], command: [a.py]}',
    ];
    assert.deepEqual(of('FROM python:3.12-slim\n', ...services).starts, [
      ['python app.py', '/srv'],
      ['python -m serve', undefined],
      ['python a.py', undefined],
    ]);
    assert.deepEqual(of('FROM python:3.12-slim\nCMD ["a"]\n', ...services).starts, []);
    assert.deepEqual(of('FROM acme/base:1\n', ...services).starts, []);
  });
});

describe('an edit of a compose file', () => {
  const project = {
    'api/Dockerfile': lines(
      'FROM python:3.12-slim',
      'WORKDIR /app',
      'COPY requirements.txt ./',
      'USER 10001',
      'CMD ["python", "-c", "1"]',
    ),
    'api/requirements.txt': 'fastapi==0.115.6\n',
    'other/Dockerfile': lines('FROM python:3.12-slim', 'USER 10001', 'CMD ["python", "-c", "1"]'),
    'docker-compose.yml': 'services:\n  api:\n    build: ./api\n',
  };
  const ids = (findings: readonly { readonly rule: { readonly id: string } }[]) =>
    findings.map(({ rule }) => rule.id);

  it('asks the Dockerfile again', async () => {
    const service = await serviceOver(project);
    for (const path of service.linted()) service.findings(path);
    assert.deepEqual(ids(service.findings('api/Dockerfile')), []);
    const other = 'services:\n  api:\n    build: {context: ., dockerfile: api/Dockerfile}\n';
    const stale = await service.update('docker-compose.yml', other);
    assert.ok(stale.includes('api/Dockerfile'));
    const [finding] = service.findings('api/Dockerfile');
    assert.equal(finding?.rule.id, 'copy-source-missing');
    assert.equal(finding?.related?.[0]?.file, 'docker-compose.yml');
    await service.update('docker-compose.yml', undefined);
    assert.deepEqual(ids(service.findings('api/Dockerfile')), []);
  });

  it('leaves it alone when it says the same of builds', async () => {
    const service = await serviceOver(project);
    for (const path of service.linted()) service.findings(path);
    const before = service.findings('api/Dockerfile');
    await service.update('docker-compose.yml', `${project['docker-compose.yml']}# more\n`);
    assert.equal(ids(service.findings('api/Dockerfile')).length, before.length);
  });
});
