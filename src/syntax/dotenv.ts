import { isDefaultPassword, isHarmlessValue, isSecretName, secretShape } from '../data/secrets.ts';

/** What a file of variables says. */
export interface EnvFile {
  /** The names whose values are secret, by name or by shape. */
  readonly secrets: readonly string[];
}

/** Reads `NAME=value` lines, as docker compose and python-dotenv do; other lines say nothing. */
export const parseEnvFile = (text: string): EnvFile => {
  const set = text.split('\n').flatMap((line) => {
    const match = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*?)\s*$/.exec(line);
    return match ? { name: match[1] ?? '', value: unquoted(match[2] ?? '') } : [];
  });
  return {
    secrets: set.filter(({ name, value }) => isSecret(name, value)).map(({ name }) => name),
  };
};

/** A value without its quotes, or without the comment after it. */
const unquoted = (value: string): string =>
  /^(["'])(.*)\1/.exec(value)?.[2] ?? value.replace(/(?:^|\s)#.*$/, '');

const isSecret = (name: string, value: string): boolean =>
  secretShape(value) !== undefined ||
  (isSecretName(name) &&
    !value.startsWith('$') &&
    !isHarmlessValue(name, value) &&
    !isDefaultPassword(value));
