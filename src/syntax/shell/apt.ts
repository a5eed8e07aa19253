import { several } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import type { Word } from '../word.ts';
import type { Command } from './model.ts';
import { hasOption, hasShort, type Options, splitOptions } from './options.ts';
import { launched } from './program.ts';

/** An `apt-get` (or `apt`, or `aptitude`) call with its verb. */
export interface AptCall {
  /** `apt-get`, `apt` or `aptitude`. */
  readonly name: string;
  readonly verb: string;
  /** The word of the verb: the end is where an option can be added. */
  readonly at: Word;
  /** From the program's name to the verb. */
  readonly span: Span;
  readonly packages: readonly Word[];
  readonly options: Options;
}

const programs: ReadonlySet<string> = new Set(['apt-get', 'apt', 'aptitude']);

// Options of apt-get 2.6 whose value is the next word (apt-get(8), 2026-11).
const valued: ReadonlySet<string> = new Set([
  '-o',
  '--option',
  '-c',
  '--config-file',
  '-t',
  '--target-release',
  '--default-release',
  '-a',
  '--host-architecture',
  '-P',
  '--build-profiles',
]);

/** The apt call of a command, or undefined when it is another program. */
export const aptCall = (command: Command): AptCall | undefined => {
  const run = launched(command);
  return programs.has(run.name) ? callOf(run) : undefined;
};

const callOf = several(({ name, words, span }: Command): AptCall | undefined => {
  const options = splitOptions(words.slice(1), valued);
  const [at, ...packages] = options.operands;
  if (!at || at.dynamic) return undefined;
  return { name, verb: at.text, at, span: [span[0], at.span[1]], packages, options };
});

/** Whether apt asks nothing: `-y`, `--yes`, `--assume-yes`, `-qq` or `-q=2`. */
export const assumesYes = ({ options }: AptCall): boolean => {
  if (hasShort(options, 'y') || hasOption(options, '--yes', '--assume-yes', '-qq')) return true;
  const quiet = [...options.options].filter(([name]) => name === '-q' || name === '--quiet');
  const count = quiet.reduce((sum, [, values]) => sum + values.length, 0);
  if (count >= 2 || quiet.some(([, values]) => values.some(({ text }) => Number(text) >= 2)))
    return true;
  return setting(options, /APT::Get::Assume-Yes/i);
};

/** Whether recommended packages are left out. */
export const withoutRecommends = ({ options }: AptCall): boolean =>
  hasOption(options, '--no-install-recommends') ||
  setting(options, /APT::Install-Recommends=(?:0|"?false"?|no)/i);

const setting = ({ options }: Options, wanted: RegExp): boolean =>
  [...(options.get('-o') ?? []), ...(options.get('--option') ?? [])].some(({ text }) =>
    wanted.test(text ?? ''),
  );
