import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSecretFile } from '../../src/data/secret-files.ts';
import {
  isHarmlessValue,
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
      'my_password',
      'dbPassword',
      'spring.datasource.password',
      'api-key',
      'API_KEY_PROD',
      'SECRET_KEY_BASE',
      'GOOGLE_CREDENTIALS_JSON',
      'TOKEN_2',
      'DB_PASS',
      'ME_CONFIG_MONGODB_ADMINPASSWORD',
      'MYSQL_ROOTPASSWORD',
      'DJANGO_SECRETKEY',
    ])
      assert.equal(isSecretName(name), true, name);
    for (const name of [
      'MONGO_NOPASSWORD',
      'ALLOW_EMPTYPASSWORD',
      'TOKENIZERS_PARALLELISM',
      'MAX_TOKENS',
      'HF_TOKEN_PATH',
      'API_KEY_FILE',
      'NEXT_PUBLIC_KEY',
      'GOPRIVATE',
      'KEYCLOAK_VERSION',
      'SORT_KEY',
      'CREDENTIAL_MANAGER',
      'PASSWORD_PROMPT_STRING',
      'PASSWORD_HASHER',
      'PRIVATE_KEY_ALGO',
      'TOKEN_TRACKER_TIME_UNIT',
      'SECRETS_BACKEND',
      'AUTH_TYPE',
      'API_KEY_HEADER',
      'USE_AUTH',
      'imagePullSecret',
      'FIRST_PASS',
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

  it('that nobody hides are no secrets', () => {
    for (const value of [
      'true',
      'off',
      '3600',
      '30s',
      './keys/a',
      'keys/service.pem',
      'C:\\keys\\a',
      'https://id.example.net/token',
      'HS256',
      'bcrypt',
      'ssh-ed25519',
      'secret/churn/database',
      'churn-gateway-metrics-reader-secret',
      'jwt,priv-key=/etc/etcd/jwt.pem,sign-method=RS256,ttl=10m',
    ])
      assert.equal(isHarmlessValue('API_TOKEN', value), true, value);
    assert.equal(isHarmlessValue('MFA_AUTH', 'ldap'), true);
    assert.equal(isHarmlessValue('AWS_SECRET_ACCESS_KEY', 'test'), true);
    assert.equal(isHarmlessValue('DB_PASSWORD', 'test'), false);
    assert.equal(isHarmlessValue('OPENAI_API_KEY', 'not-needed'), true);
    assert.equal(isHarmlessValue('OPENAI_API_KEY', 'a8sd7f6'), false);
    assert.equal(isHarmlessValue('api_key', 'letters'), false);
    assert.equal(isHarmlessValue('MINIO_ACCESS_KEY', 'minio'), true);
    assert.equal(isHarmlessValue('MINIO_SECRET_KEY', 'letters'), false);
    for (const value of ['abcdefghijklmnop', '123456789', 'qL82kfWz', 'postgres'])
      assert.equal(isHarmlessValue('my_password', value), false, value);
    assert.equal(isHarmlessValue('BASIC_AUTH', 'trainer:qL82kfWz'), false);
    assert.equal(isSecretName('ETCD_INITIAL_CLUSTER_TOKEN'), false);
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
