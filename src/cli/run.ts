import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scannerId } from '../data/scanner-names.ts';
import type { Severity } from '../rules/rule.ts';
import { allRules } from '../service.ts';
import { checkArguments, UsageError } from './arguments.ts';
import { check } from './check.ts';
import { help } from './help.ts';
import { image } from './image.ts';
import { preflight } from './preflight.ts';
import { explain, listRules } from './rules.ts';

/** Runs the command line; returns the exit code: 0 nothing found, 1 findings, 2 a mistake in usage or input. */
export const run = async (args: readonly string[]): Promise<number> => {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case 'check':
        if (rest.includes('--help') || rest.includes('-h')) return say(help);
        return await check(checkArguments(rest, severityOf));
      case 'image':
        if (rest.includes('--help') || rest.includes('-h')) return say(help);
        return await image(rest);
      case 'preflight':
        if (rest.includes('--help') || rest.includes('-h')) return say(help);
        return await preflight(rest);
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

const severityOf = (name: string): Severity | undefined => findRule(name)?.severity;

/** The rule with an id or another tool's name, with or without the tool; else one that is like it. */
const findRule = (name: string) => {
  const short = name.slice(name.indexOf('/') + 1);
  const wanted = (scannerId(short) ?? short).toLowerCase();
  const tool = name.includes('/') ? name.slice(0, name.indexOf('/')).toLowerCase() : undefined;
  const isIt = (alias: string): boolean =>
    alias.slice(alias.indexOf('/') + 1).toLowerCase() === wanted &&
    (tool === undefined || alias.startsWith(`${tool}/`));
  return (
    allRules.find(({ id, aka }) => id === name.toLowerCase() || aka?.some(isIt)) ??
    allRules.find(({ like }) => like?.some(isIt))
  );
};

const version = (): string => {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(__dirname, '../package.json'), 'utf8'),
  );
  return manifest.version;
};
