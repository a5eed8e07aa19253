import { recent } from '../text/memo.ts';

// Names follow BuildKit's SecretsUsedInArgOrEnv (words between underscores), with the ML names that its list
// would catch by mistake taken out. Value shapes are the providers' documented prefixes. Facts of 2026-11-22.
const secretWord =
  /(?:^|_)(?:apikey|auth|credentials?|keys?|password|passwd|pword|pwd|secret|token)(?:_|$)/i;
const harmless =
  /(?:^|_)(?:public|file|files|path|paths|dir|url|uri|version|name|names|id|count|counts|limit|limits|max|min|num|size|length|len|type|mode|enabled|disabled|enable|disable|method|format|timeout|ttl|endpoint|host|port|tokenizers?|parallelism|tokens|source|provider|algorithm|header|prefix|map|mapping|column|columns|field|index|spec|class|cached?|role|anonymous)(?:_|$)/i;
// What a name ends in it is, whatever stands before: MODEL_PROVIDER_API_KEY.
const ending =
  /(?:^|_)(?:password|passwd|pword|secret|token|(?:api|access|secret|private|client|auth|account|encryption|signing|ssh|storage|service|master|license)_?keys?)$/i;
// Measures, switches, parts of a model's vocabulary and ways to a secret: MAX_TOKEN, EOS_TOKEN, PATH_TO_PRIVATE_KEY.
const otherEnding =
  /(?:^|_)(?:public|max|min|num|no|count|limit|size|length|len|enabled?|disabled?|allow_empty|require|random|anonymous|parallelism|tokenizers?|(?:path|file|name|dir|url|id)_(?:to|of|for)(?:_\w+)?)_|(?:^|_)(?:pad|bos|eos|unk|cls|sep|mask|stop|special|prefix|suffix|middle|first|last|next|new|per)_token$/i;
const bareKey = /(?:^|_)keys?(?:_|$)/i;
const qualifiedKey =
  /(?:^|_)(?:api|access|secret|private|client|auth|account|encryption|signing|ssh|storage|service|master|license)_?keys?(?:_|$)/i;

// Documented names of secrets that the words above do not tell apart.
const known: ReadonlySet<string> = new Set([
  'AZURE_OPENAI_KEY',
  'AZURE_STORAGE_CONNECTION_STRING',
  'KAGGLE_KEY',
  'PGPASSWORD',
  'RABBITMQ_DEFAULT_PASS',
]);

/** Whether a variable's name says that its value is secret. */
export const isSecretName = (name: string): boolean => {
  if (known.has(name)) return true;
  if (!/key|auth|cred|pass|pw|secret|token/i.test(name)) return false;
  if (ending.test(name)) return !otherEnding.test(name);
  if (!secretWord.test(name) || harmless.test(name)) return false;
  const without = name.replace(bareKey, '_');
  return !bareKey.test(name) || qualifiedKey.test(name) || secretWord.test(without);
};

/** Whether a value stands for a secret that somebody puts in later. */
export const isPlaceholder = (text: string): boolean =>
  text === '' ||
  /^[<[{%].*[>\]}%]$|^\W+$|(.)\1{3}|\.{3}|\b(?:your|my)[-_]|example|placeholder|change_?-?me|dummy|redacted|replace|insert|\btodo\b|0?123456789|abcdefghij/i.test(
    text,
  );

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
