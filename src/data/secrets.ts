import { recent } from '../text/memo.ts';

// Names follow BuildKit's SecretsUsedInArgOrEnv, but a name is what its last word says: PASSWORD_HASHER is a hasher. Facts of 2026-11-29.
const secretEnding =
  /(?:^|_)(?:apikey|auth|credentials?|password|passwd|pword|pwd|secret|token|(?:api|access|secret|private|client|auth|account|encryption|signing|ssh|storage|service|master|license)_?keys?|(?:db|database|mysql|postgres|pg|redis|rabbitmq|mongo|smtp|mail|ftp|admin|root|user|vnc|registry|proxy|default)_pass)$/;
// Words that are written together with the last one: ME_CONFIG_MONGODB_ADMINPASSWORD. Those of a setting, as in NOPASSWORD, say something of it.
const joinedEnding =
  /(?:^|_)(?!(?:no|use|without|empty|allow|random|change|reset|forgot|show|hide|min|max|enable|disable|require|has|is|old|new|skip|ask|prompt)\w*$)[a-z]{2,20}(?:password|passwd|secretkey|apikey)$/;
// Where the secret is for, or how it is written down: API_KEY_PROD, CREDENTIALS_JSON, SECRET_KEY_BASE, PASSWORD_2.
const qualifier =
  /_?\d+$|_(?:prod|production|staging|dev|development|json|base64|b64|pem|value|plain|plaintext|base|default|old|primary|secondary)$/;
// Measures, switches, names of Secrets, parts of a model's vocabulary and ways to a secret: MAX_TOKEN, EOS_TOKEN, PATH_TO_PRIVATE_KEY.
const otherEnding =
  /(?:^|_)(?:public|max|min|num|no|use|with|skip|needs?|count|limit|size|length|len|enabled?|disabled?|allow_empty|requires?|random|anonymous|parallelism|tokenizers?|(?:path|file|name|dir|url|id)_(?:to|of|for)(?:_\w+)?)_|(?:^|_)(?:pad|bos|eos|unk|cls|sep|mask|stop|special|prefix|suffix|middle|first|last|next|new|per|initial_cluster)_token$|(?:^|_)(?:pull|tls|ssl|cert|existing)_secret$/;

// Documented names of secrets that the words above do not tell apart.
const known: ReadonlySet<string> = new Set([
  'AZURE_OPENAI_KEY',
  'AZURE_STORAGE_CONNECTION_STRING',
  'DOCKER_AUTH_CONFIG',
  'KAGGLE_KEY',
  'PGPASSWORD',
]);

/** Whether a variable's name says that its value is secret: its last word does. */
export const isSecretName = (name: string): boolean => {
  if (known.has(name)) return true;
  if (!/key|auth|cred|pass|pw|secret|token/i.test(name)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toLowerCase();
  const ending = words.replace(qualifier, '').replace(qualifier, '');
  return (secretEnding.test(ending) || joinedEnding.test(ending)) && !otherEnding.test(ending);
};

const switchOrNumber =
  /^(?:true|false|on|off|yes|no|none|null|nil|enabled?|disabled?|required|optional|auto|always|never)$|^[-+]?(?:\d{1,4}|\d+\.\d+)$|^\d+(?:ms|[smhd]|[kmg]i?b?)$/i;
const pathOrAddress =
  /^(?:\.{0,2}|~|[A-Za-z]:|file:)[\\/]|^(?:[\w.-]+\/)*[\w.-]+\.(?:json|ya?ml|pem|key|crt|cert|cer|p12|pfx|jks|txt|env|conf|ini|toml|gpg|asc|pub)$|^https?:\/\/[^@]*$/i;
const algorithm =
  /^(?:(?:hs|rs|es|ps)(?:256|384|512)|(?:scram-)?(?:sha|md)-?\d[\w/-]*|aes[\w-]*|[bs]crypt|argon2\w*|pbkdf2\w*|x?chacha20[\w-]*|(?:ssh-)?(?:ed25519|rsa|dsa|ecdsa)[\w-]*|x25519|rsa\d*|jwt|jws|oauth2?|oidc|saml2?|ldaps?|kerberos|mtls|tls|bearer|digest|basic)$/i;

/** Whether a value is none that anybody hides: a placeholder, switch, number, path, address or the name of an algorithm. */
export const isHarmlessValue = (name: string, value: string): boolean =>
  isStandIn(value) ||
  switchOrNumber.test(value) ||
  pathOrAddress.test(value) ||
  // A path of words in a store of secrets: secret/model/database; options: jwt,priv-key=/etc/key.pem.
  /^[a-z][a-z_-]*(?:\/[a-z][a-z_-]*){2,}$/.test(value) ||
  /^[\w-]+,(?:[\w-]+=[^,]*,?)+$/.test(value) ||
  // The name of an object: inference-gateway-metrics-reader-secret.
  /^(?:[a-z]+-){3,}(?:secret|token|credentials|key)$/.test(value) ||
  algorithm.test(value) ||
  (/^\d+$/.test(value) && !/pass|pwd|pword/i.test(name)) ||
  // The name of a user of MinIO: MINIO_ACCESS_KEY=minio. The other half is the secret.
  (/^[a-z]+$/.test(value) && /access_key(?:_id)?$/i.test(name) && !/secret/i.test(name)) ||
  // Keys of LocalStack, which takes any.
  (/^(?:test|localstack|dummy|fake)$/i.test(value) && /^aws_/i.test(name)) ||
  // Words for a server that reads no key: OPENAI_API_KEY=not-needed.
  (value.length < 25 &&
    /^[a-z]+(?:[-_][a-z]+){0,3}$/.test(value) &&
    /(?:openai|v?llm|embeddings?|chat|model)_api_key$/i.test(name)) ||
  // A method: BASIC_AUTH=ldap-proxy.
  (/auth$/i.test(name) && /^[a-z_-]+$/i.test(value));

const isStandIn = (text: string): boolean =>
  text === '' ||
  /^[<[{%].*[>\]}%]$|^\W+$|(.)\1{3}|\.{3}|\b(?:your|my)[-_]|example|placeholder|change_?-?me|dummy|redacted|replace|insert|\btodo\b|^(?:aws|api|s3|access|secret)_(?:id|key|secret|token)$/i.test(
    text,
  );

/** Whether a value is a password that programs have before anyone sets one, or that examples use: it is weak, and no secret that leaks. */
export const isDefaultPassword = (text: string): boolean =>
  /^(?:\d{1,6}|admin|root|user|guest|test(?:user|pass(?:word)?)?|pass(?:w[o0]rd|wd)?|p@ssw[o0]rd|changeit|secret|supersecret|postgres(?:ql)?|mysql|redis|mongo|minio(?:admin)?|mlflow|airflow|grafana|rabbitmq|keycloak|example|demo)[-_]?\d{0,4}!?$/i.test(
    text,
  );

/** Whether a text of a secret's shape stands for one that somebody puts in later. */
export const isPlaceholder = (text: string): boolean =>
  isStandIn(text) || /0?123456789|abcdefghij/i.test(text);

interface Shape {
  readonly kind: string;
  readonly shape: RegExp;
}

const shapes: readonly Shape[] = [
  { kind: 'a Hugging Face token', shape: /\bhf_[A-Za-z0-9]{30,}\b/g },
  { kind: 'an Anthropic key', shape: /\bsk-ant-[A-Za-z0-9_-]{32,}/g },
  {
    kind: 'an OpenAI key',
    // A name with hyphens has no capitals and digits in one word.
    shape:
      /\bsk-(?!ant-)(?:proj-|svcacct-|or-v1-)?(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Za-z])[\w-]{32,}/g,
  },
  { kind: 'an AWS access key', shape: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    kind: 'a GitHub token',
    shape: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/g,
  },
  { kind: 'a GitLab token', shape: /\bglpat-[\w-]{20,}/g },
  { kind: 'a Slack token', shape: /\bxox[abeoprs]-(?=[\w-]{0,200}\d)[A-Za-z0-9-]{20,}/g },
  {
    kind: 'the address of a Slack webhook',
    shape: /\bhooks\.slack\.com\/services\/T\w{8,}\/B\w{8,}\/\w{20,}/g,
  },
  { kind: 'a Google API key', shape: /\bAIza[\w-]{35}(?![\w-])/g },
  { kind: 'an npm token', shape: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'a PyPI token', shape: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g },
  { kind: 'a Replicate token', shape: /\br8_[A-Za-z0-9]{37}\b/g },
  { kind: 'a Groq key', shape: /\bgsk_[A-Za-z0-9]{52}\b/g },
  { kind: 'an NVIDIA key', shape: /\bnvapi-[\w-]{60,}/g },
  { kind: 'a LangSmith key', shape: /\blsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}\b/g },
  { kind: 'a Databricks token', shape: /\bdapi[a-f0-9]{32}(?:-\d)?\b/g },
  { kind: 'a DigitalOcean token', shape: /\bdop_v1_[a-f0-9]{64}\b/g },
  { kind: 'an Azure storage key', shape: /\bAccountKey=[A-Za-z0-9+/]{86}==/g },
  {
    kind: 'a private key',
    shape:
      /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----(?=(?:\\n|[\s"'\\]){0,8}[A-Za-z0-9+/=]{20})/g,
  },
];

const beginning =
  /hf_|sk-|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|slack\.com|AIza|npm_|pypi-|r8_|gsk_|nvapi-|lsv2_|dapi|dop_v1_|AccountKey|-----BEGIN/;

/** Whether a text has the beginning of a secret's shape in it, which is found out fast. */
export const mayHoldSecret = recent((text: string): boolean => beginning.test(text));

/** A secret in a text by its shape. */
export interface FoundSecret {
  /** With its article: `a Hugging Face token`. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** The secrets that a text holds by their shapes, in order of the table; placeholders are left out. */
export const secretsIn = (text: string): readonly FoundSecret[] =>
  beginning.test(text)
    ? shapes.flatMap(({ kind, shape }) =>
        [...text.matchAll(shape)]
          .filter(([found]) => found.startsWith('-') || !isPlaceholder(found))
          .map(({ 0: found, index }) => ({ kind, start: index, end: index + found.length })),
      )
    : [];

/** What secret a text looks like by its shape, or undefined. */
export const secretShape = (text: string): string | undefined => secretsIn(text)[0]?.kind;

const trivial: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'pass',
  'secret',
  'postgres',
  'root',
  'admin',
  'guest',
  'user',
  'test',
  'token',
  'pwd',
]);

/** The password in an address such as `https://user:password@host`, or undefined; a token alone before `@` counts. */
export const passwordInAddress = (text: string): string | undefined => {
  if (!text.includes('://')) return undefined;
  const match =
    /\b[a-z][a-z0-9+]{1,14}:\/\/([^\s/:@"']{0,200})(?::([^\s/@"']{1,400}))?@[\w[]/i.exec(text);
  if (!match) return undefined;
  const [, user = '', second] = match;
  if (second === undefined)
    return /^https?:/i.test(match[0]) && user.length >= 20 && isReal(user) ? user : undefined;
  return isReal(second) && second !== user && !trivial.has(second.toLowerCase())
    ? second
    : undefined;
};

const isReal = (password: string): boolean =>
  password !== '' && !/[${}<>%*]/.test(password) && !isPlaceholder(password);
