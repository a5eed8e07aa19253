import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProjectIndex } from '../../src/project/index.ts';

const dockerfile = 'FROM python:3.12-slim\nCMD ["python"]\n';

const pods = (...images: readonly string[]): string =>
  images
    .map(
      (image, i) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: p${i} }\nspec: { containers: [{ name: c, image: "${image}" }] }\n`,
    )
    .join('---\n');

/** The Dockerfile of the first image, where pods run all of them. */
const builderOf = (
  files: readonly string[],
  images: readonly [string, ...string[]],
  more: Readonly<Record<string, string>> = {},
): string | undefined => {
  const all: Record<string, string> = {
    ...Object.fromEntries(files.map((file) => [file, dockerfile])),
    'pods.yaml': pods(...images),
    ...more,
  };
  const index = new ProjectIndex('docchat');
  for (const path of Object.keys(all)) index.note(path);
  for (const [path, text] of Object.entries(all)) index.set(path, text);
  return index.view(() => undefined).dockerfileOf(images[0])?.file;
};

describe('the Dockerfile that the end of the name of an image fits', () => {
  const two = ['backend/Dockerfile', 'frontend/Dockerfile'];

  it('is meant where the beginning is the name of the project', () => {
    assert.equal(builderOf(two, ['team/docchat-backend:v5']), 'backend/Dockerfile');
    assert.equal(builderOf(['docker/Dockerfile.rag'], ['docchat_rag']), 'docker/Dockerfile.rag');
  });

  it('is meant where a sibling fits another Dockerfile', () => {
    assert.equal(builderOf(two, ['team/chat-backend', 'team/chat-frontend']), 'backend/Dockerfile');
    assert.equal(
      builderOf(['docker/Dockerfile.llm-worker', 'Dockerfile.api'], ['ml-llm-worker', 'ml-api']),
      'docker/Dockerfile.llm-worker',
    );
  });

  it('is not meant without either', () => {
    assert.equal(builderOf(two, ['team/chat-backend']), undefined);
    assert.equal(builderOf(two, ['team/chat-backend', 'other/chat-frontend']), undefined);
    assert.equal(builderOf(two, ['team/chat-backend', 'team/web-frontend']), undefined);
  });

  it('is not known where two fit', () => {
    assert.equal(
      builderOf(['a/backend/Dockerfile', 'b/backend/Dockerfile'], ['docchat-backend']),
      undefined,
    );
    assert.equal(
      builderOf(['worker/Dockerfile', 'llm-worker/Dockerfile'], ['docchat-llm-worker']),
      undefined,
    );
  });

  it('is none for images that many run, and for words that say how an image is built', () => {
    assert.equal(builderOf(two, ['langgenius/docchat-backend']), undefined);
    assert.equal(builderOf(['gpu/Dockerfile'], ['docchat-gpu']), undefined);
  });

  it('is another one where a build says the name of its image', () => {
    assert.equal(
      builderOf(two, ['team/docchat-backend'], {
        'compose.yaml': 'services:\n  a:\n    build: backend\n    image: team/api\n',
      }),
      undefined,
    );
  });
});
