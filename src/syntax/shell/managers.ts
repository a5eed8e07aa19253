import { several } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import type { Word } from '../word.ts';
import type { Command } from './model.ts';
import { type Options, splitOptions } from './options.ts';

/** A package manager's way of naming things on the command line. */
export interface Manager {
  readonly name: string;
  readonly programs: readonly string[];
  /** Verbs that install named packages. */
  readonly install: readonly string[];
  /** Options whose value is the next word. */
  readonly valued: readonly string[];
  /** Whether a package word names a version, a file or an address. */
  readonly pinned: RegExp;
}

// From the managers' manual pages (2026-11).
export const managers: readonly Manager[] = [
  {
    name: 'apt',
    programs: ['apt-get', 'apt', 'aptitude'],
    install: ['install'],
    valued: ['-t', '--target-release', '-o', '--option', '-c', '--config-file'],
    pinned: /=|\/|\.deb$/,
  },
  {
    name: 'apk',
    programs: ['apk'],
    install: ['add'],
    valued: [
      '-t',
      '--virtual',
      '-X',
      '--repository',
      '-p',
      '--root',
      '--arch',
      '--keys-dir',
      '--repositories-file',
    ],
    pinned: /[=~<>]|\.apk$/,
  },
  {
    name: 'yum',
    programs: ['yum'],
    install: ['install', 'localinstall', 'reinstall'],
    valued: [
      '-c',
      '--config',
      '--enablerepo',
      '--disablerepo',
      '--installroot',
      '--releasever',
      '--setopt',
    ],
    pinned: /-\d|\.rpm$|\/|^@/,
  },
  {
    name: 'dnf',
    programs: ['dnf', 'microdnf', 'tdnf'],
    install: ['install', 'reinstall'],
    valued: [
      '-c',
      '--config',
      '--enablerepo',
      '--disablerepo',
      '--installroot',
      '--releasever',
      '--setopt',
      '--repo',
    ],
    pinned: /-\d|\.rpm$|\/|^@/,
  },
  {
    name: 'zypper',
    programs: ['zypper'],
    install: ['install', 'in'],
    valued: ['-r', '--repo', '-t', '--type', '--from', '-R', '--root'],
    pinned: /[=<>]|\.rpm$/,
  },
  {
    name: 'npm',
    programs: ['npm'],
    install: ['install', 'i', 'add'],
    valued: ['--prefix', '--registry', '-C', '--omit', '--include'],
    pinned: /^[^@].*@.|^@[^@]+@.|^[./]|\.tgz$|\.tar\.gz$|#|^file:|^https?:/,
  },
  {
    name: 'gem',
    programs: ['gem'],
    install: ['install', 'i'],
    valued: [
      '-i',
      '--install-dir',
      '-n',
      '--bindir',
      '-s',
      '--source',
      '-v',
      '--version',
      '-P',
      '--platform',
    ],
    pinned: /:/,
  },
  {
    name: 'go',
    programs: ['go'],
    install: ['install', 'get'],
    valued: ['-C', '-ldflags', '-tags', '-o'],
    pinned: /@(?!latest$|none$).|^[./]/,
  },
];

/** A call of a package manager. */
export interface ManagerCall {
  readonly manager: Manager;
  readonly verb: Word;
  /** From the program's name to the verb. */
  readonly span: Span;
  readonly installs: boolean;
  readonly packages: readonly Word[];
  readonly options: Options;
}

/** The package manager that a command calls, or undefined. */
export const managerCall = (command: Command): ManagerCall | undefined =>
  byProgram.has(command.name) ? callOf(command) : undefined;

const byProgram: ReadonlyMap<string, { manager: Manager; valued: ReadonlySet<string> }> = new Map(
  managers.flatMap((manager) => {
    const valued = new Set(manager.valued);
    return manager.programs.map((program) => [program, { manager, valued }] as const);
  }),
);

const callOf = several(({ name, words, span: [start] }: Command): ManagerCall | undefined => {
  const found = byProgram.get(name);
  if (!found) return undefined;
  const { manager, valued } = found;
  const options = splitOptions(words.slice(1), valued);
  const [verb, ...packages] = options.operands;
  if (!verb || verb.dynamic) return undefined;
  const installs = manager.install.includes(verb.text);
  return { manager, verb, span: [start, verb.span[1]], installs, packages, options };
});
