import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules } from '../service.ts';
import { checkArguments, UsageError } from './arguments.ts';
import { check } from './check.ts';
import { help } from './help.ts';
import { explain, listRules } from './rules.ts';

/** Runs the command line; returns the exit code: 0 nothing found, 1 findings, 2 a mistake in usage or input. */
export const run = async (args: readonly string[]): Promise<number> => {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case 'check':
        if (rest.includes('--help') || rest.includes('-h')) return say(help);
        return await check(checkArguments(rest, (name) => findRule(name)?.severity));
      case 'rules':
        return say(listRules(rest));
      case 'explain':
        return say(await explain(rest, findRule));
      case '--version':
      case '-v':
        return say(`${version()}\n`);
      case '--help':
      case '-h':
      case 'help':
        return say(help);
      default:
        throw new UsageError(
          command === undefined
            ? 'Say what to do: `seaworthy check .`'
            : `There is no command "${command}".`,
        );
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`seaworthy: ${error.message}\nTry \`seaworthy --help\`.\n`);
    return 2;
  }
};

const say = (text: string): number => {
  process.stdout.write(text);
  return 0;
};

const findRule = (name: string) =>
  allRules.find(
    ({ id, aka }) =>
      id === name ||
      aka?.some(
        (alias) =>
          alias === name ||
          alias.slice(alias.indexOf('/') + 1).toLowerCase() === name.toLowerCase(),
      ),
  );

const version = (): string => {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(__dirname, '../package.json'), 'utf8'),
  );
  return manifest.version;
};
