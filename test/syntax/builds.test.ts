import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StatedBuild } from '../../src/syntax/builds/model.ts';
import { parseRecipe, recipeOfScript } from '../../src/syntax/builds/recipe.ts';
import { shellFile } from '../../src/syntax/shell/script-file.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** A build in short: the Dockerfile and the context, with what they are relative to. */
const short = ({ dockerfile, context }: StatedBuild): string =>
  `${dockerfile.from}:${dockerfile.path} in ${context ? `${context.from}:${context.path}` : '?'}`;

const buildsIn = (path: string, text: string): readonly StatedBuild[] =>
  parseRecipe(path, text).builds;

const ofScript = (...all: readonly string[]): readonly StatedBuild[] =>
  recipeOfScript(shellFile(lines(...all))).builds;

describe('builds of scripts', () => {
  const scripts: Readonly<Record<string, string>> = {
    'docker build .': 'anywhere:Dockerfile in anywhere:.',
    'docker build -t a/b:1 api': 'anywhere:api/Dockerfile in anywhere:api',
    'docker buildx build --push --platform linux/amd64 -f docker/Dockerfile.gpu .':
      'anywhere:docker/Dockerfile.gpu in anywhere:.',
    'sudo DOCKER_BUILDKIT=1 podman build --file=x.Dockerfile ..':
      'anywhere:x.Dockerfile in anywhere:..',
    'cd api && docker build -t a .': 'anywhere:api/./Dockerfile in anywhere:api/.',
    '(cd api && docker build .)': 'anywhere:api/./Dockerfile in anywhere:api/.',
    'cd "$(dirname "$0")/.." && docker build -f docker/Dockerfile .':
      'file:../docker/Dockerfile in file:../.',
    'ROOT=$(git rev-parse --show-toplevel)\ndocker build "$ROOT/api"':
      'repository:api/Dockerfile in repository:api',
    'DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\ndocker build -f "$DIR/Dockerfile" "$DIR"':
      'file:../Dockerfile in file:..',
    'FILE=docker/Dockerfile\ndocker build -f $FILE $ARGS .':
      'anywhere:docker/Dockerfile in anywhere:.',
    'docker build -f Dockerfile $CONTEXT': 'anywhere:Dockerfile in ?',
    '/kaniko/executor --context dir://api --dockerfile api/Dockerfile --destination r.example.com/a':
      'anywhere:api/Dockerfile in anywhere:api',
  };
  for (const [script, expected] of Object.entries(scripts))
    it(`are read: ${script.replaceAll('\n', ' / ')}`, () => {
      assert.deepEqual(ofScript(script).map(short), [expected]);
    });

  const unknown = [
    'docker build -t a $CONTEXT',
    'docker build -t a - < Dockerfile',
    'docker build https://github.com/acme/api.git',
    'docker build -f $F .',
    'cd $1 && docker build .',
    'docker run build .',
    'docker build -t a a b',
    '# docker build .',
    'F=a\nF=b\ndocker build -f $F .',
    'docker compose build',
    'if x; then cd a; fi; if y; then docker build .; fi; if z; then cd b\ndocker build .; fi',
  ];
  for (const script of unknown)
    it(`are not known: ${script.replaceAll('\n', ' / ')}`, () => {
      assert.deepEqual(ofScript(script).map(short).slice(1), []);
      if (!script.startsWith('if')) assert.deepEqual(ofScript(script), []);
    });

  it('have names, arguments, a target and further contexts', () => {
    const [build] = ofScript(
      'TAG=1.0',
      'docker build -t ${REG:-ghcr.io/acme}/api:$TAG --tag "$REPO/api:${V}" --build-arg A=1 --build-arg B --target gpu --build-context libs=../libs .',
    );
    assert.deepEqual(build?.images, ['ghcr.io/acme/api:1.0', '*/api:*']);
    assert.deepEqual(build?.args, ['A', 'B']);
    assert.deepEqual(build?.contexts, ['libs']);
    assert.equal(build?.target, 'gpu');
  });

  it('of another language have none', () => {
    assert.deepEqual(ofScript('#!/usr/bin/env python3', 'docker build .'), []);
  });
});

describe('builds of Makefiles', () => {
  const text = lines(
    'IMAGE ?= acme/api',
    'DIR := services/api',
    'TWICE = a',
    'TWICE = b',
    'docker build outside .',
    'build:',
    '\t@docker build \\',
    '\t  --build-arg COMMIT=$$(git rev-parse HEAD) -t $(IMAGE):$(TAG) \\',
    '\t  -f $(DIR)/Dockerfile .',
    'other: DOCKERFILE = $(CURDIR)/other/Dockerfile',
    'other:',
    '\t-cd sub && $(CONTAINER_TOOL) build -f $(DOCKERFILE) .',
    '\tdocker build -f $(TWICE)/Dockerfile .',
    '\tdocker build -f $(shell pwd)/Dockerfile .',
  );

  it('are the lines of recipes, with variables that are set once', () => {
    const builds = buildsIn('Makefile', text);
    assert.deepEqual(builds.map(short), [
      'file:services/api/Dockerfile in file:.',
      'file:sub/other/Dockerfile in file:sub/.',
    ]);
    assert.deepEqual(builds[0]?.images, ['acme/api:*']);
    const [first] = builds;
    assert.ok(first);
    assert.match(text.slice(...first.at), /^docker build \\\n[\s\S]*Dockerfile \.$/);
  });

  it('of an included file are anywhere', () => {
    const [build] = buildsIn('build/common.mk', 'x:\n\tdocker build .\n');
    assert.equal(build && short(build), 'anywhere:Dockerfile in anywhere:.');
  });
});

describe('builds of workflows', () => {
  const text = lines(
    'env:',
    '  REGISTRY: ghcr.io/acme',
    'jobs:',
    '  images:',
    '    strategy:',
    '      matrix:',
    '        service: [api, worker]',
    '        include:',
    '          - {file: docker/Dockerfile.gpu, name: gpu}',
    '    defaults:',
    '      run:',
    '        working-directory: services',
    '    steps:',
    '      - uses: docker/build-push-action@v6',
    '        with:',
    '          tags: |',
    '            ${{ env.REGISTRY }}/root:${{ github.sha }}',
    '            acme/root,acme/other:1',
    '          build-args: |',
    '            VERSION=1',
    '      - uses: docker/build-push-action@v6',
    '        with:',
    '          context: .',
    '          file: ${{ matrix.file }}',
    '      - run: docker build -t $REGISTRY/${{ matrix.service }} ${{ matrix.service }}',
    '      - run: |',
    '          echo start',
    '          docker build -f Dockerfile.x .',
    '        working-directory: tools',
    '      - uses: docker/build-push-action@v6',
    '        with:',
    '          context: ${{ inputs.where }}',
  );
  const builds = buildsIn('.github/workflows/images.yml', text);

  it('are those of the action and of commands, with literal values of the matrix', () => {
    assert.deepEqual(builds.map(short), [
      'repository:Dockerfile in repository:.',
      'repository:docker/Dockerfile.gpu in repository:.',
      'repository:services/api/Dockerfile in repository:services/api',
      'repository:services/worker/Dockerfile in repository:services/worker',
      'repository:tools/Dockerfile.x in repository:tools/.',
    ]);
    assert.deepEqual(builds[0]?.images, ['ghcr.io/acme/root:*', 'acme/root', 'acme/other:1']);
    assert.deepEqual(builds[0]?.args, ['VERSION']);
    assert.deepEqual(builds[2]?.images, ['ghcr.io/acme/api']);
  });

  it('stand where their command does', () => {
    assert.deepEqual(
      builds.slice(2).map(({ at }) => text.slice(...at)),
      ['docker build', 'docker build', 'docker build'],
    );
    assert.equal(text.slice(0, builds[4]?.at[0]).endsWith('echo start\n          '), true);
  });

  it('of composite actions and of GitLab are read', () => {
    const action = lines(
      'runs:',
      '  using: composite',
      '  steps:',
      '    - run: docker build api',
      '      shell: bash',
    );
    assert.deepEqual(buildsIn('action.yml', action).map(short), [
      'repository:api/Dockerfile in repository:api',
    ]);
    const gitlab = lines(
      'variables: {FILE: docker/Dockerfile}',
      'build:',
      '  script:',
      '    - cd app',
      '    - docker build -f $FILE .',
      '    - docker build $CI_PROJECT_DIR/web',
    );
    assert.deepEqual(buildsIn('.gitlab-ci.yml', gitlab).map(short), [
      'file:app/docker/Dockerfile in file:app/.',
      'file:web/Dockerfile in file:web',
    ]);
  });
});

describe('builds of other files', () => {
  it('are read of Cloud Build', () => {
    const text = lines(
      'steps:',
      '  - name: gcr.io/cloud-builders/docker',
      '    dir: api',
      "    args: ['build', '-t', 'gcr.io/$PROJECT_ID/api:1', '.']",
      '  - name: gcr.io/kaniko-project/executor:latest',
      '    args: [--dockerfile=web/Dockerfile, --context=., --destination=gcr.io/acme/web]',
      '  - name: gcr.io/cloud-builders/docker',
      '    entrypoint: bash',
      '    args: [-c, docker build tools]',
      '  - name: gcr.io/cloud-builders/gcloud',
      '    args: [build, .]',
    );
    const builds = buildsIn('cloudbuild.yaml', text);
    assert.deepEqual(builds.map(short), [
      'anywhere:api/./Dockerfile in anywhere:api/.',
      'anywhere:web/Dockerfile in anywhere:.',
      'anywhere:tools/Dockerfile in anywhere:tools',
    ]);
    assert.deepEqual(
      builds.map(({ images }) => images),
      [['gcr.io/*/api:1'], ['gcr.io/acme/web'], []],
    );
  });

  it('are read of Skaffold, Bake and development containers', () => {
    const skaffold = lines(
      'build:',
      '  artifacts:',
      '    - image: acme/api',
      '      context: api',
      '      docker: {dockerfile: prod.Dockerfile, target: run}',
      '    - image: acme/jar',
      '      jib: {}',
    );
    assert.deepEqual(buildsIn('skaffold.yaml', skaffold).map(short), [
      'file:api/prod.Dockerfile in file:api',
    ]);
    const bake = '{"target": {"api": {"context": "api", "tags": ["acme/api:1"]}}}';
    assert.deepEqual(buildsIn('docker-bake.json', bake).map(short), [
      'file:api/Dockerfile in file:api',
    ]);
    const hcl = lines(
      'group "default" { targets = ["api"] } # all',
      'target "_base" {',
      '  args = { PYTHON = "3.12", BASE = notequal("", X) ? "a" : "b" }',
      '  contexts = { runtime = "target:runtime" }',
      '}',
      'target "api" {',
      '  inherits = ["_base"]',
      '  context = "api" // its directory',
      '  tags = ["acme/api:${TAG}", X]',
      '  args = {',
      '    "EXTRA": "1"',
      '  }',
      '}',
      'target "open" { context = CONTEXT }',
    );
    const [api, more] = buildsIn('docker-bake.hcl', hcl).slice(1);
    assert.equal(more, undefined);
    assert.equal(api && short(api), 'file:api/Dockerfile in file:api');
    assert.deepEqual(api?.args, ['PYTHON', 'BASE', 'EXTRA']);
    assert.deepEqual(api?.contexts, ['runtime']);
    assert.deepEqual(api?.images, ['acme/api:*']);
    const container = lines(
      '// For VS Code',
      '{',
      '  "name": "a // b", /* two */',
      '  "build": { "dockerfile": "../Dockerfile", "context": "..", },',
      '}',
    );
    assert.deepEqual(buildsIn('.devcontainer/devcontainer.json', container).map(short), [
      'file:../Dockerfile in file:..',
    ]);
    const old = '{"dockerFile": "Dockerfile"}';
    assert.deepEqual(buildsIn('.devcontainer.json', old).map(short), ['file:Dockerfile in file:.']);
  });
});

describe('files that are damaged', () => {
  const samples: readonly (readonly [string, string])[] = [
    ['docker-compose.yml', 'services:\n  a: &a\n    <<: *a\n    build: .\n'],
    ['docker-bake.hcl', 'target "a" {\n  inherits = ["a"\n  context = "a'],
    ['docker-bake.hcl', `a = ${'['.repeat(200)}`],
    ['docker-bake.hcl', `target "a" ${'{ a '.repeat(200)}`],
    ['docker-compose.yml', 'services: {a: {extends: b, build: .}, b: {extends: {service: a}}}\n'],
    ['docker-compose.yml', 'services: [1, {build: .}]\n'],
    ['docker-compose.yml', 'services:\n  a:\n\tbuild: .\n'],
    [
      'docker-compose.yml',
      'services:\n  a:\n    build: {context: }\n    ports: [a, {target: b}]\n',
    ],
    ['.github/workflows/a.yml', 'jobs:\n  a:\n    steps:\n      - run: docker build "\n'],
    ['.github/workflows/a.yml', 'jobs: {a: {steps: [{uses: docker/build-push-action@v6}]}}'],
    ['Makefile', 'A = $(B)\nB = $(A)\nx:\n\tdocker build -f $(A) .\n'],
    ['Makefile', '\tdocker build \\'],
    ['.devcontainer/devcontainer.json', '{"build": {"dockerfile": "a'],
    ['cloudbuild.yaml', 'steps: [{name: docker, args: [build, 3, [x]]}]'],
    ['skaffold.yaml', 'build: {artifacts: {}}'],
  ];
  for (const [path, text] of samples)
    it(`are read as far as they go: ${JSON.stringify(text)}`, () => {
      for (let end = 0; end <= text.length; end++) {
        const part = text.slice(0, end);
        for (const { at } of buildsIn(path, part))
          assert.ok(at[0] >= 0 && at[1] <= part.length && at[0] <= at[1]);
      }
    });

  it('take no time however they are made', () => {
    const aliases = Array.from(
      { length: 40 },
      (_, i) => `a${i + 1}: &a${i + 1} {<<: [${Array(12).fill(`*a${i}`)}]}`,
    );
    const bomb = lines('a0: &a0 {x: 1}', ...aliases, 'services: {a: *a40}');
    const started = performance.now();
    buildsIn('docker-compose.yml', bomb);
    buildsIn('Makefile', `\tdocker build ${'\\\n'.repeat(20_000)}`);
    buildsIn('Makefile', `${' '.repeat(50_000)}docker build`);
    buildsIn('Makefile', `${' '.repeat(50_000)}docker build \\`);
    buildsIn('Makefile', `\t${'docker '.repeat(20_000)}`);
    buildsIn('Makefile', `${'a'.repeat(100_000)}\n\tdocker build .`);
    recipeOfScript(shellFile(`docker build -t ${'${{'.repeat(15_000)} .`));
    recipeOfScript(shellFile(`docker build "${'$(cd dirname '.repeat(4000)}"`));
    recipeOfScript(shellFile(`A=${'dirname '.repeat(7000)}\ndocker build $A`));
    recipeOfScript(shellFile(`docker build ${'$('.repeat(3000)}`));
    recipeOfScript(shellFile(`A="$(dirname ${'('.repeat(20_000)}\ndocker build .`));
    assert.ok(performance.now() - started < 2000);
  });
});
