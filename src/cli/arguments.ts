import { type ParseArgsConfig, parseArgs } from 'node:util';
import { scannerId } from '../data/scanner-names.ts';
import type { Profile, Severity } from '../rules/rule.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;

export type Format = (typeof formats)[number];

export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly profile?: Profile;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly fix: boolean;
  readonly stdinName?: string;
  readonly config?: string;
  /** Missing when the project's settings decide. */
  readonly failOn?: Severity | 'never';
}

/** A mistake in the command line; its message goes to the reader. */
export class UsageError extends Error {}

const levels = ['error', 'warning', 'info', 'hint'] as const;

const oneOf = <T extends string>(name: string, value: string, allowed: readonly T[]): T => {
  const found = allowed.find((each) => each === value);
  if (found === undefined)
    throw new UsageError(`--${name} takes ${allowed.join(', ')}; got "${value}".`);
  return found;
};

/** Reads the arguments behind `check`; `severityOf` gives the default severity of a rule named without one. Throws UsageError. */
export const checkArguments = (
  args: readonly string[],
  severityOf: (name: string) => Severity | undefined,
): CheckArguments => {
  const { values, positionals } = parsed(args, options);
  const rules: Record<string, Severity | 'off'> = {};
  for (const entry of values.rule ?? []) {
    const equals = entry.lastIndexOf('=');
    const name = equals < 0 ? entry : entry.slice(0, equals);
    const known = severityOf(name);
    if (!known) throw new UsageError(`There is no rule "${name}"; \`seaworthy rules\` lists them.`);
    const short = name.slice(name.indexOf('/') + 1);
    rules[scannerId(short) ?? name] =
      equals < 0 ? known : oneOf('rule', entry.slice(equals + 1), [...levels, 'off'] as const);
  }
  return {
    paths: positionals,
    format: oneOf('format', values.format ?? 'text', formats),
    ...(values.profile === undefined
      ? {}
      : { profile: oneOf('profile', values.profile, ['recommended', 'strict'] as const) }),
    rules,
    fix: values.fix ?? false,
    ...(values['stdin-filename'] === undefined ? {} : { stdinName: values['stdin-filename'] }),
    ...(values.config === undefined ? {} : { config: values.config }),
    ...(values['fail-on'] === undefined
      ? {}
      : { failOn: oneOf('fail-on', values['fail-on'], [...levels, 'never'] as const) }),
  };
};

const options = {
  format: { type: 'string' },
  profile: { type: 'string' },
  rule: { type: 'string', multiple: true },
  fix: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  config: { type: 'string' },
  'fail-on': { type: 'string' },
} as const;

/** The options and the paths behind a command. Throws UsageError. */
export const parsed = <const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  known: T,
) => {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: known });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};
