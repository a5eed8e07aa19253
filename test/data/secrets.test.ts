import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSecretFile } from '../../src/data/secret-files.ts';
import {
  isPlaceholder,
  isSecretName,
  passwordInAddress,
  secretShape,
} from '../../src/data/secrets.ts';

describe('names of secrets', () => {
  it('are whole words', () => {
    for (const name of [
      'HF_TOKEN',
      'OPENAI_API_KEY',
      'WANDB_API_KEY',
      'LANGSMITH_API_KEY',
      'HUGGING_FACE_HUB_TOKEN',
      'AWS_SECRET_ACCESS_KEY',
      'VITE_OPENAI_API_KEY',
      'MLFLOW_TRACKING_PASSWORD',
    ])
      assert.equal(isSecretName(name), true, name);
    for (const name of [
      'TOKENIZERS_PARALLELISM',
      'MAX_TOKENS',
      'HF_TOKEN_PATH',
      'API_KEY_FILE',
      'NEXT_PUBLIC_KEY',
      'GOPRIVATE',
      'KEYCLOAK_VERSION',
      'SORT_KEY',
    ])
      assert.equal(isSecretName(name), false, name);
  });
});

describe('values', () => {
  it('are told apart from placeholders', () => {
    for (const text of ['', 'xxxx', '<token>', '{{ token }}', 'changeme', 'your-key', '...'])
      assert.equal(isPlaceholder(text), true, text);
    assert.equal(isPlaceholder('qL82kfWz'), false);
  });

  it('have the shapes of their providers', () => {
    assert.equal(secretShape('AKIAQ4RTWX2LMN7BVCZP'), 'an AWS access key');
    assert.equal(secretShape('AKIAIOSFODNN7EXAMPLE'), undefined);
    assert.equal(secretShape(`sk-proj-${'aB3dE6gH9'.repeat(6)}`), 'an OpenAI key');
    assert.equal(secretShape(`sk-ant-api03-${'aB3dE6gH9'.repeat(6)}`), 'an Anthropic key');
    assert.equal(secretShape(`nvapi-${'aB3dE6gH9'.repeat(8)}`), 'an NVIDIA key');
  });

  it('may be passwords in an address', () => {
    assert.equal(passwordInAddress('https://trainer:qL82kfWz@models.internal/x'), 'qL82kfWz');
    for (const text of [
      'https://models.internal/x@y',
      'postgresql://postgres:postgres@db/mlflow',
      'https://trainer:${PASS}@models.internal',
      'git@github.com:team/churn.git',
    ])
      assert.equal(passwordInAddress(text), undefined, text);
  });
});

describe('files with credentials', () => {
  it('are known by name or folder', () => {
    for (const path of ['.env', '.env*', 'conf/.env.prod', 'id_rsa', '.aws/credentials', '.ssh/'])
      assert.equal(isSecretFile(path), true, path);
    for (const path of ['.env.example', 'environment.yml', 'id_rsa.pub', 'ca.pem', 'tests/id_rsa'])
      assert.equal(isSecretFile(path), false, path);
  });
});
