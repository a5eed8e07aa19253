import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCompose } from '../../src/syntax/builds/compose.ts';
import type { ComposeService } from '../../src/syntax/builds/compose-service.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const serviceOf = (...fields: readonly string[]): ComposeService => {
  const [service] = parseCompose(
    lines('services:', '  api:', ...fields.map((field) => `    ${field}`)),
  ).services;
  assert.ok(service);
  return service;
};

describe('the build of a service', () => {
  const builds: readonly (readonly [string, string | undefined])[] = [
    ['build: .', 'Dockerfile in .'],
    ['build: ./api', './api/Dockerfile in ./api'],
    ['build: {context: ..}', '../Dockerfile in ..'],
    [
      'build: {context: api, dockerfile: docker/Dockerfile.gpu}',
      'api/docker/Dockerfile.gpu in api',
    ],
    ['build: {dockerfile: a.Dockerfile}', 'a.Dockerfile in .'],
    ['build: https://github.com/acme/api.git', undefined],
    ['build: ${CONTEXT:-.}', undefined],
    ['build: {context: ., dockerfile_inline: FROM scratch}', undefined],
    ['image: redis', undefined],
  ];
  for (const [field, expected] of builds)
    it(`is read: ${field}`, () => {
      const [build] = parseCompose(lines('services:', '  api:', `    ${field}`)).builds;
      const found = build && `${build.dockerfile.path} in ${build.context?.path}`;
      assert.equal(found, expected);
    });

  it('has a target, arguments, contexts and the names of the image', () => {
    const text = lines(
      'services:',
      '  api:',
      '    image: ${REGISTRY:-acme}/api:${TAG}',
      '    build:',
      '      context: .',
      '      target: gpu',
      '      args: [A=1, B]',
      '      additional_contexts: {libs: ../libs}',
      '      tags: [acme/api:latest]',
    );
    const [build] = parseCompose(text).builds;
    assert.deepEqual(build?.images, ['acme/api:*', 'acme/api:latest']);
    assert.deepEqual([build?.target, build?.args, build?.contexts], ['gpu', ['A', 'B'], ['libs']]);
    assert.equal(build && text.slice(...build.at), '.');
  });

  it('comes by anchors, merges and extends', () => {
    const text = lines(
      'x-base: &base',
      '  build: &build {context: app}',
      '  environment: {A: 1}',
      'services:',
      '  one:',
      '    <<: *base',
      '    user: "1000"',
      '  two: {build: *build}',
      '  three: {extends: {service: one}, build: other}',
      '  four: {extends: three}',
      '  five: {extends: {service: one, file: other.yml}}',
    );
    const { builds, services } = parseCompose(text);
    assert.deepEqual(
      builds.map(({ context, service }) => [service?.name, context?.path]),
      [
        ['one', 'app'],
        ['two', 'app'],
        ['three', 'other'],
        ['four', 'other'],
      ],
    );
    assert.equal(services[3]?.environment[0]?.name, 'A');
    assert.equal(services[3]?.user?.text, '1000');
  });
});

describe('a service', () => {
  it('has variables of a map and of a list', () => {
    const map = serviceOf('environment:', '  A: 1', '  B:', '  C: "x=$D"').environment;
    assert.deepEqual(
      map.map(({ name, value }) => [name, value?.text, value?.dynamic]),
      [
        ['A', '1', false],
        ['B', undefined, undefined],
        ['C', 'x=$D', true],
      ],
    );
    const list = serviceOf('environment: [A=1, B, "C=x=y"]').environment;
    assert.deepEqual(
      list.map(({ name, value }) => [name, value?.text]),
      [
        ['A', '1'],
        ['B', undefined],
        ['C', 'x=y'],
      ],
    );
  });

  it('has ports in short and long form', () => {
    const { ports } = serviceOf(
      'ports:',
      '  - 8000:80',
      '  - "127.0.0.1:9000:90/udp"',
      '  - 3000',
      '  - "4000-4002:5000-5002"',
      '  - "[::1]:6000:60"',
      '  - {target: 70, published: "7000"}',
      '  - "${PORT}:80"',
      '  - 99999',
    );
    assert.deepEqual(
      ports.map(({ published, container, last, protocol }) => [
        published,
        container,
        last,
        protocol,
      ]),
      [
        ['8000', 80, 80, 'tcp'],
        ['9000', 90, 90, 'udp'],
        [undefined, 3000, 3000, 'tcp'],
        ['4000-4002', 5000, 5002, 'tcp'],
        ['6000', 60, 60, 'tcp'],
        ['7000', 70, 70, 'tcp'],
      ],
    );
  });

  it('has volumes in short and long form', () => {
    const { volumes } = serviceOf(
      'volumes:',
      '  - .:/app',
      '  - ./conf:/conf:ro',
      '  - data:/data',
      '  - /cache',
      '  - ${DATA:-./data}:/in',
      '  - {type: bind, source: ., target: /src, read_only: true}',
    );
    assert.deepEqual(
      volumes.map(({ type, source, target, readOnly }) => [type, source, target, readOnly]),
      [
        ['bind', '.', '/app', false],
        ['bind', './conf', '/conf', true],
        ['volume', 'data', '/data', false],
        ['volume', undefined, '/cache', false],
        ['bind', '${DATA:-./data}', '/in', false],
        ['bind', '.', '/src', true],
      ],
    );
  });

  it('has commands as lists and as texts', () => {
    assert.deepEqual(serviceOf('command: [python, -u, app.py]').command?.words, [
      'python',
      '-u',
      'app.py',
    ]);
    const text = serviceOf('command: sh -c "python app.py"').command;
    assert.deepEqual([text?.words, text?.dynamic], [['sh', '-c', 'python app.py'], false]);
    assert.equal(serviceOf('command: run --port $PORT').command?.dynamic, true);
    assert.deepEqual(serviceOf('entrypoint: []').entrypoint?.words, []);
  });

  it('asks for GPUs in several ways', () => {
    const device = '{reservations: {devices: [{driver: nvidia, count: 1, capabilities: [gpu]}]}}';
    assert.ok(serviceOf(`deploy: {resources: ${device}}`).gpu);
    assert.ok(serviceOf('gpus: all').gpu);
    assert.ok(serviceOf('runtime: nvidia').gpu);
    assert.equal(serviceOf('runtime: runc').gpu, undefined);
  });

  it('has the rest', () => {
    const service = serviceOf(
      'user: "10001:10001"',
      'working_dir: /srv',
      'shm_size: 2gb',
      'ipc: host',
      'mem_limit: 4g',
      'env_file: .env',
      'expose: ["80"]',
      'depends_on: {db: {condition: service_healthy}}',
      'healthcheck: {test: [CMD, "true"]}',
    );
    const { user, workdir, shmSize, ipc, memory, envFiles, expose, dependsOn } = service;
    assert.deepEqual(
      [user, workdir, shmSize, ipc, memory, ...envFiles, ...expose].map((each) => each?.text),
      ['10001:10001', '/srv', '2gb', 'host', '4g', '.env', '80'],
    );
    assert.deepEqual(dependsOn, ['db']);
    assert.ok(service.healthcheck);
  });
});
