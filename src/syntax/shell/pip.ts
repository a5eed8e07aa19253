import { several } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import { normalName } from '../requirements.ts';
import type { Word } from '../word.ts';
import type { Command } from './model.ts';
import { type Options, splitOptions } from './options.ts';
import { launched } from './program.ts';

/** A `pip install` in any of its spellings. */
export interface PipInstall {
  readonly tool: 'pip' | 'uv';
  /** From the program's name to the word `install`. */
  readonly span: Span;
  readonly packages: readonly PipPackage[];
  readonly requirements: readonly Word[];
  readonly constraints: readonly Word[];
  readonly options: Options;
  /** Words such as `.`, paths, URLs and variables, whose packages are not known. */
  readonly opaque: readonly Word[];
}

export interface PipPackage {
  readonly word: Word;
  /** The name as PyPI compares it. */
  readonly name: string;
  /** What follows the name and its extras: `==2.4.0`, or empty. */
  readonly version: string;
}

// pip 26 and uv 0.9: options whose value is the next word (pip install --help, uv pip install --help; 2026-11).
const valued: ReadonlySet<string> = new Set([
  '-r',
  '--requirement',
  '-c',
  '--constraint',
  '-e',
  '--editable',
  '-t',
  '--target',
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '--platform',
  '--python-version',
  '--implementation',
  '--abi',
  '--root',
  '--prefix',
  '--src',
  '--upgrade-strategy',
  '-C',
  '--config-settings',
  '--config-setting',
  '--global-option',
  '--no-binary',
  '--only-binary',
  '--progress-bar',
  '--root-user-action',
  '--report',
  '--timeout',
  '--retries',
  '--cache-dir',
  '--trusted-host',
  '--proxy',
  '--cert',
  '--client-cert',
  '--log',
  '--exists-action',
  '--use-feature',
  '--use-deprecated',
  '--python',
  '--keyring-provider',
  '--group',
  '--default-timeout',
  '--build',
  '-p',
  '--index',
  '--default-index',
  '--index-strategy',
  '--resolution',
  '--prerelease',
  '--torch-backend',
  '--exclude-newer',
  '--link-mode',
  '--override',
  '--overrides',
  '--extra',
]);

/** The install that a command does with pip, or undefined when it is another command. */
export const pipInstall = (command: Command): PipInstall | undefined => {
  const run = launched(command);
  return programs.test(run.name) ? installOf(run) : undefined;
};

const programs = /^(?:pip|python|pypy|uv$)/;

const installOf = several((command: Command): PipInstall | undefined => {
  const start = pipWord(command);
  if (start === undefined) return undefined;
  const { operands, options: given } = splitOptions(command.words.slice(start.index), valued);
  const [verb, ...rest] = operands;
  // `uv pip sync FILE` installs what the file says, and nothing else.
  const syncs = start.tool === 'uv' && verb?.text === 'sync';
  if (!verb || !(syncs || verb.text === 'install')) return undefined;
  // It tells what it would install.
  if (given.has('--dry-run')) return undefined;
  const options: Options = { operands: syncs ? [] : rest, options: given };
  const values = (...names: readonly string[]): Word[] =>
    names
      .flatMap((name) => options.options.get(name) ?? [])
      .flatMap(({ value }) => (value ? [value] : []));
  const packages: PipPackage[] = [];
  const opaque: Word[] = values('-e', '--editable');
  for (const word of options.operands) {
    const parsed =
      word.dynamic && !/^[A-Za-z][\w.-]*(?:\[[^\]]*\])?[=<>~!]/.test(word.text)
        ? undefined
        : parsePackage(word);
    if (parsed) packages.push(parsed);
    else opaque.push(word);
  }
  return {
    tool: start.tool,
    span: [command.span[0], verb.span[1]],
    packages,
    requirements: syncs ? rest : values('-r', '--requirement'),
    constraints: values('-c', '--constraint'),
    options,
    opaque,
  };
});

const pipWord = ({ name, words }: Command): { index: number; tool: 'pip' | 'uv' } | undefined => {
  if (/^pip[\d.]*$/.test(name)) return { index: 1, tool: 'pip' };
  if (/^(?:python|pypy)[\d.]*$/.test(name)) {
    const m = words.findIndex((word) => word.text === '-m');
    return m > 0 && words[m + 1]?.text === 'pip' ? { index: m + 2, tool: 'pip' } : undefined;
  }
  return name === 'uv' && words[1]?.text === 'pip' ? { index: 2, tool: 'uv' } : undefined;
};

const shape = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(\[[^\]]*\])?\s*((?:[=<>~!].*)?)$/;

const parsePackage = (word: Word): PipPackage | undefined => {
  const text = word.text.split(';')[0]?.trim() ?? '';
  if (/\.(?:whl|zip|tar\.gz|tgz|txt)$/.test(text) || text.includes('/')) return undefined;
  const match = shape.exec(text);
  if (!match?.[1]) return undefined;
  return { word, name: normalName(match[1]), version: match[3] ?? '' };
};

/** The programs of Python that `pipx install` or `uv tool install` installs, each with an environment of its own. */
export const toolInstall = (command: Command): readonly PipPackage[] => {
  const { name, words } = launched(command);
  const uv = name === 'uv' && words[1]?.text === 'tool';
  if (!uv && name !== 'pipx') return [];
  const [verb, ...rest] = splitOptions(words.slice(uv ? 2 : 1), toolValued).operands;
  if (verb?.text !== 'install') return [];
  return rest.flatMap((word) => (word.dynamic ? [] : (parsePackage(word) ?? [])));
};

// pipx 1.8 and uv 0.9 (pipx install --help, uv tool install --help; 2026-11).
const toolValued: ReadonlySet<string> = new Set([
  ...valued,
  ...['--suffix', '--preinstall', '--pip-args', '--backend', '--with', '--with-editable'],
  ...['--with-requirements', '--with-executables-from', '--fetch-python'],
]);
