// Names follow BuildKit's SecretsUsedInArgOrEnv (words between underscores), with the ML names that its list
// would catch by mistake taken out. Value shapes are the providers' documented prefixes. Facts of 2026-11-22.
const secretWord =
  /(?:^|_)(?:apikey|auth|credentials?|keys?|password|passwd|pword|pwd|secret|token)(?:_|$)/i;
const harmless =
  /(?:^|_)(?:public|file|files|path|paths|dir|url|uri|version|name|names|id|count|counts|limit|limits|max|min|num|size|length|len|type|mode|enabled|disabled|enable|disable|method|format|timeout|ttl|endpoint|host|port|tokenizers?|parallelism|tokens|source|provider|algorithm|header|prefix|map|mapping|column|columns|field|index|spec|class|cached?|role|anonymous)(?:_|$)/i;
const bareKey = /(?:^|_)keys?(?:_|$)/i;
const qualifiedKey =
  /(?:^|_)(?:api|access|secret|private|client|auth|account|encryption|signing|ssh|storage|service|master|license)_?keys?(?:_|$)/i;

/** Whether a variable's name says that its value is secret. */
export const isSecretName = (name: string): boolean => {
  if (!secretWord.test(name) || harmless.test(name)) return false;
  const without = name.replace(bareKey, '_');
  return !bareKey.test(name) || qualifiedKey.test(name) || secretWord.test(without);
};

const shapes: readonly { readonly kind: string; readonly shape: RegExp }[] = [
  { kind: 'a Hugging Face token', shape: /\bhf_[A-Za-z0-9]{30,}\b/ },
  { kind: 'an OpenAI key', shape: /\bsk-(?:proj-)?[A-Za-z0-9_-]{32,}\b/ },
  { kind: 'an AWS access key', shape: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  {
    kind: 'a GitHub token',
    shape: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/,
  },
  { kind: 'a private key', shape: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
];

/** What secret a text looks like by its shape, or undefined. */
export const secretShape = (text: string): string | undefined =>
  shapes.find(({ shape }) => shape.test(text))?.kind;
