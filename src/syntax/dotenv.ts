import { isDefaultPassword, isHarmlessValue, isSecretName, secretShape } from '../data/secrets.ts';
import type { Span } from '../text/span.ts';

/** What a file of variables says. */
export interface EnvFile {
  /** The names whose values are secret, by name or by shape. */
  readonly secrets: readonly string[];
  /** The values, each where it stands without its quotes. */
  readonly values: readonly EnvValue[];
}

/** A variable of such a file; the last one of a name counts. */
export interface EnvValue {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

/** Reads `NAME=value` lines, as docker compose and python-dotenv do; other lines say nothing. */
export const parseEnvFile = (text: string): EnvFile => {
  let next = 0;
  const set = text.split('\n').flatMap((line): readonly EnvValue[] => {
    const start = next;
    next += line.length + 1;
    const match = /^(\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*)(.*?)\s*$/.exec(line);
    if (!match) return [];
    const [, before = '', name = '', written = ''] = match;
    const value = unquoted(written);
    const from = start + before.length + Math.max(written.indexOf(value), 0);
    return [{ name, value, at: [from, from + value.length] }];
  });
  return {
    values: set,
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
