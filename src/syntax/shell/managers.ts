import { several } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import type { Word } from '../word.ts';
import type { Command } from './model.ts';
import { type Options, splitOptions } from './options.ts';
import { launched } from './program.ts';

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
    // A name with a minus behind it is removed.
    pinned: /=|\/|\.deb$|-$/,
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
      '--wait',
      '--timeout',
      '--cache-dir',
      '--cache-max-age',
      '--progress-fd',
    ],
    pinned: /[=~<>]|\.apk$/,
  },
  {
    name: 'yum',
    programs: ['yum'],
    install: ['install', 'in', 'localinstall', 'reinstall', 'rei'],
    valued: [
      '-c',
      '--config',
      '--enablerepo',
      '--disablerepo',
      '--installroot',
      '--releasever',
      '--setopt',
      '-x',
      '--exclude',
      '-d',
      '-e',
      '-R',
      '--enableplugin',
      '--disableplugin',
      '--advisory',
    ],
    pinned: /-\d|\.rpm$|\/|^@/,
  },
  {
    name: 'dnf',
    programs: ['dnf', 'microdnf', 'tdnf'],
    install: ['install', 'in', 'localinstall', 'reinstall', 'rei'],
    valued: [
      '-c',
      '--config',
      '--enablerepo',
      '--disablerepo',
      '--installroot',
      '--releasever',
      '--setopt',
      '--repo',
      '--repoid',
      '--repofrompath',
      '-x',
      '--exclude',
      '--excludepkgs',
      '-d',
      '-e',
      '--enableplugin',
      '--disableplugin',
      '--advisory',
      '--forcearch',
      '--comment',
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
    valued: [
      '--prefix',
      '--registry',
      '-C',
      '--omit',
      '--include',
      '--only',
      '--loglevel',
      '--cache',
      '--tag',
      '--userconfig',
      '--globalconfig',
      '--proxy',
      '--https-proxy',
      '--noproxy',
      '--cafile',
      '--fetch-timeout',
      '--fetch-retries',
      '--fetch-retry-factor',
      '--fetch-retry-mintimeout',
      '--fetch-retry-maxtimeout',
      '--maxsockets',
      '--save-prefix',
      '-w',
      '--workspace',
      '--cpu',
      '--os',
      '--libc',
      '--install-strategy',
      '--before',
      '--script-shell',
      '--node-options',
      '--location',
      '--audit-level',
    ],
    // A repository is what its default branch holds then, unless it names a commit behind #.
    pinned:
      /^(?!git(?:\+\w+)?:|git@)(?:[^@].*@.|@[^@]+@.)|^[./~]|\.(?:tgz|tar|tar\.gz)$|#|^file:|^https?:/,
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
      '--trust-policy',
      '--build-root',
      '--document',
      '-g',
      '--file',
      '--without',
      '-p',
      '--http-proxy',
      '-B',
      '--bulk-threshold',
      '--target-rbconfig',
      '--config-file',
    ],
    pinned: /:/,
  },
  {
    name: 'go',
    programs: ['go'],
    install: ['install', 'get', 'run'],
    valued: [
      '-C',
      '-o',
      '-p',
      '-asmflags',
      '-buildmode',
      '-compiler',
      '-gccgoflags',
      '-gcflags',
      '-installsuffix',
      '-ldflags',
      '-mod',
      '-modfile',
      '-overlay',
      '-pgo',
      '-pkgdir',
      '-tags',
      '-toolexec',
    ],
    pinned: /@(?!latest$|none$).|^[./]|\.go$|^all$/,
  },
];

/** A call of a package manager. */
export interface ManagerCall {
  readonly manager: Manager;
  /** As it is called: `microdnf`. */
  readonly program: string;
  readonly verb: Word;
  /** What the verb of dnf and yum is for when it is not packages: `module`. */
  readonly noun: string;
  /** From the program's name to the verb. */
  readonly span: Span;
  readonly installs: boolean;
  readonly packages: readonly Word[];
  readonly options: Options;
}

/** The package manager that a command calls, also behind `sudo` or `env`, or undefined. */
export const managerCall = (command: Command): ManagerCall | undefined => {
  const run = launched(command);
  return byProgram.has(run.name) ? callOf(run) : undefined;
};

const byProgram: ReadonlyMap<string, { manager: Manager; valued: ReadonlySet<string> }> = new Map(
  managers.flatMap((manager) => {
    const valued = new Set(manager.valued);
    return manager.programs.map((program) => [program, { manager, valued }] as const);
  }),
);

const redHat = /^(?:dnf|yum)$/;
const nouns: ReadonlySet<string> = new Set(['module', 'group', 'groups']);

const callOf = several(({ name, words, span: [start] }: Command): ManagerCall | undefined => {
  const found = byProgram.get(name);
  if (!found) return undefined;
  const { manager, valued } = found;
  // What follows the mark is for the programs that build a gem.
  const mark = manager.name === 'gem' ? words.findIndex(({ text }) => text === '--') : -1;
  const options = splitOptions(words.slice(1, mark < 0 ? undefined : mark), valued);
  const [first] = options.operands;
  const noun = first && redHat.test(manager.name) && nouns.has(first.text) ? first.text : '';
  const [verb, ...packages] = options.operands.slice(noun === '' ? 0 : 1);
  if (!verb || verb.dynamic) return undefined;
  const installs = manager.install.includes(verb.text);
  const span: Span = [start, verb.span[1]];
  return { manager, program: name, verb, noun, span, installs, packages, options };
});
