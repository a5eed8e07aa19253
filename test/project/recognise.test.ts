import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recognise } from '../../src/project/recognise.ts';
import { serviceOver } from '../support/host.ts';

describe('Dockerfiles are recognised', () => {
  test('by their names', () => {
    for (const name of [
      ...['Dockerfile', 'serve/Dockerfile', 'Containerfile', 'gpu.dockerfile', 'app-dockerfile'],
      ...['Dockerfile.gpu', 'Dockerfile-cuda12.4', 'Dockerfile_dev', 'Dockerfile.prod.arm64'],
    ])
      assert.equal(recognise(name, ''), 'dockerfile', name);
  });

  test('but not programs and pictures about them', () => {
    for (const name of [
      ...['complete-dockerfile.ts', 'dockerfile.test.ts', 'dockerfile-utils.js', 'dockerfile.svg'],
      ...['Dockerfile.md', 'custom-dockerfile.mdx', 'my_dockerfile_parser.go', 'Dockerfile.ts'],
    ])
      assert.equal(recognise(name, "import x from 'y';\nFROM x\n"), undefined, name);
  });

  test('but not templates and backups', () => {
    for (const name of [
      ...['Dockerfile.j2', 'Dockerfile.in', 'Dockerfile.template', 'Dockerfile.gotmpl'],
      ...[
        'Dockerfile.hbs',
        'Dockerfile.bak',
        'Dockerfile.orig',
        'gpu.dockerfile.in',
        'Dockerfile~',
      ],
    ])
      assert.equal(recognise(name, 'FROM python:3.12-slim\n'), undefined, name);
    assert.equal(recognise('Dockerfile.inference', 'FROM python:3.12-slim\n'), 'dockerfile');
    assert.equal(recognise('Dockerfile.template-service', 'FROM a\n'), 'dockerfile');
  });

  test('variants for a language by their text', () => {
    const text = '# syntax=docker/dockerfile:1\r\n\r\nARG V=1\nFROM golang:${V}\n';
    assert.equal(recognise('Dockerfile.go', text), 'dockerfile');
    assert.equal(recognise('Dockerfile.go', 'package main\n'), undefined);
    assert.equal(recognise('Dockerfile.go'), 'dockerfile');
    assert.equal(recognise('serve-Dockerfile.go', text), 'dockerfile');
  });
});

describe('what builds images is recognised', () => {
  test('by its name', () => {
    for (const name of [
      'Makefile',
      'build/common.mk',
      'justfile',
      'Jenkinsfile',
      'docker-bake.hcl',
      '.devcontainer/devcontainer.json',
      '.devcontainer.json',
    ])
      assert.equal(recognise(name, 'a'), 'recipe', name);
    for (const name of ['build.sh', 'scripts/clean.bash'])
      assert.equal(recognise(name, 'a'), 'shell', name);
    assert.equal(recognise('models/.gitignore', 'a'), 'gitignore');
  });

  test('by its place, unless it holds an object', () => {
    for (const name of [
      ...['.github/workflows/build.yml', 'docker-compose.yml', 'compose.gpu.yaml'],
      ...['.gitlab-ci.yml', 'serve/cloudbuild.yaml', 'dvc.yaml'],
      ...['dev.docker-compose.yml', 'gpu.compose.yaml', 'skaffold.dev.yaml', 'build/action.yml'],
    ])
      assert.equal(recognise(name, 'a: b\n'), 'recipe', name);
    assert.equal(recognise('compose.yaml', 'apiVersion: v1\nkind: ConfigMap\n'), 'kubernetes');
    assert.equal(recognise('values-compose.yaml', 'a: b\n'), undefined);
    const services = 'services:\n  a:\n    build: .\n    image: a\n';
    assert.equal(recognise('images.yaml', services), 'recipe');
    assert.equal(recognise('images.yaml', services.replace('build: .', 'x: y')), undefined);
  });
});

describe('manifests are recognised', () => {
  const object = '"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "churn"}';
  const texts = {
    lines: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: churn}\n',
    'a byte order mark': '\uFEFFapiVersion: v1\nkind: ConfigMap\nmetadata: {name: churn}\n',
    'JSON on one line': `{${object}}`,
    'JSON on several lines': `{\n  ${object.replaceAll(', ', ',\n  ')}\n}\n`,
    braces: '{apiVersion: v1, kind: ConfigMap, metadata: {name: churn}}\n',
    'braces behind the mark of a document': `# made\n--- {${object}}\n---\n{${object}}\n`,
  };
  for (const [name, text] of Object.entries(texts))
    test(`as ${name}`, async () => {
      const service = await serviceOver({ 'churn.yaml': text });
      assert.equal(recognise('churn.yaml', text), 'kubernetes');
      assert.ok(service.symbols('churn.yaml').length > 0);
      assert.deepEqual(
        service.symbols('churn.yaml').map((each) => text.slice(...each.at)),
        service.symbols('churn.yaml').map(() => (text.includes('"name"') ? '"churn"' : 'churn')),
      );
    });

  test('but no template and no values that speak of them', () => {
    assert.equal(
      recognise('a.yaml', '{{- if .Values.on }}\nfoo: {apiVersion: v1}\n{{- end }}\n'),
      undefined,
    );
    assert.equal(recognise('a.yaml', 'hpa: {apiVersion: autoscaling/v2}\n'), undefined);
    const part =
      '--PART\nContent-Type: application/node.eks.aws\n\napiVersion: a/v1\nkind: NodeConfig\n';
    assert.equal(recognise('userdata.yaml', `MIME-Version: 1.0\n${part}`), undefined);
  });
});
