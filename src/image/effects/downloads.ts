import { splitOptions } from '../../syntax/shell/options.ts';
import type { Word } from '../../syntax/word.ts';
import type { Change } from '../tree.ts';
import { under } from '../tree.ts';
import {
  added,
  type Effect,
  has,
  made,
  optionsOf,
  pathsOf,
  type Setting,
  written,
} from './effect.ts';

const noFile = /^(?:-|\/dev\/.*)$/;

/** The file that is named after an address; undefined when the address does not end with a name. */
const nameIn = (address: string | undefined): string | undefined => {
  const path = address?.replace(/^[a-z]+:\/\//i, '').replace(/[?#].*$/, '');
  const name = path?.includes('/') ? path.slice(path.lastIndexOf('/') + 1) : undefined;
  return name && /^[\w.+-]+$/.test(name) ? name : undefined;
};

/** Files with the names of addresses in a directory; the whole directory where a name is not known. */
const namedFiles = (
  setting: Setting,
  addresses: readonly Word[],
  folder: string | undefined,
  exact: boolean,
): readonly Change[] => {
  const names = addresses.map((word) =>
    /\?/.test(word.text) ? undefined : nameIn(setting.value(word)),
  );
  if (folder === undefined || !exact || names.length === 0 || names.includes(undefined))
    return added(setting, [folder]);
  return names.flatMap((name) => (name === undefined ? [] : [made(setting, under(folder, name))]));
};

/** Files that options name. */
const outputs = (
  setting: Setting,
  texts: readonly (string | undefined)[],
  folder: string | undefined,
): readonly Change[] =>
  texts.flatMap((text): readonly Change[] => {
    if (text === undefined) return added(setting, [undefined]);
    if (noFile.test(text)) return [];
    const path =
      text.startsWith('/') || folder === setting.path('.')
        ? setting.path(text)
        : folder && under(folder, text);
    return path === undefined || /[#{}*]/.test(text)
      ? added(setting, [folder])
      : [written(setting, path)];
  });

const valuesOf = (
  setting: Setting,
  options: ReturnType<typeof optionsOf>['options'],
  ...names: readonly string[]
): readonly (string | undefined)[] =>
  names.flatMap((name) =>
    (options.get(name) ?? []).map(({ text, value }) =>
      value && value.text === text ? setting.value(value) : value?.dynamic ? undefined : text,
    ),
  );

const curlValued = [
  ...['-o', '--output', '--output-dir', '-H', '--header', '-d', '--data', '-X', '--request', '-u'],
  ...['--user', '--retry', '--retry-delay', '--connect-timeout', '-m', '--max-time', '-A', '-e'],
  ...['--user-agent', '-x', '--proxy', '-b', '--cookie', '-c', '-F', '--form', '--cacert', '-C'],
  ...['--retry-max-time', '-T', '-w', '--write-out', '-E', '--cert', '--key', '--proto', '-D'],
];

const curl: Effect = (setting) => {
  const { operands, options } = optionsOf(setting, curlValued);
  const [given] = valuesOf(setting, options, '--output-dir');
  const folder = options.has('--output-dir')
    ? given === undefined
      ? undefined
      : setting.path(given)
    : setting.path('.');
  const files = outputs(setting, valuesOf(setting, options, '-o', '--output'), folder);
  const named = has(options, '-O', '--remote-name', '--remote-name-all');
  if (!named) return files;
  const exact = files.length === 0 && !has(options, '-J', '--remote-header-name');
  return [...files, ...namedFiles(setting, operands, folder, exact)];
};

const wgetValued = [
  ...['-O', '--output-document', '-P', '--directory-prefix', '-t', '--tries', '-T', '--timeout'],
  ...['-o', '--output-file', '-a', '-e', '-U', '--user-agent', '--header', '-i', '--input-file'],
  ...['-w', '--wait', '-Q', '-l', '-A', '-R', '--post-data', '--user', '--password', '-D', '-I'],
];

const wget: Effect = (setting) => {
  const { operands, options } = optionsOf(setting, wgetValued);
  const [prefix] = valuesOf(setting, options, '-P', '--directory-prefix');
  const prefixed = options.has('-P') || options.has('--directory-prefix');
  const folder = prefixed && prefix === undefined ? undefined : setting.path(prefix ?? '.');
  const log = outputs(
    setting,
    valuesOf(setting, options, '-o', '--output-file'),
    setting.path('.'),
  );
  const written = valuesOf(setting, options, '-O', '--output-document');
  if (written.length > 0) return [...log, ...outputs(setting, written, setting.path('.'))];
  const many = ['-i', '--input-file', '-r', '--recursive', '-m', '--mirror', '-x', '-p', '-k'];
  const exact = !has(options, ...many, '--content-disposition', '--trust-server-names', '-E');
  return [...log, ...namedFiles(setting, operands, folder, exact)];
};

const gitValued = [
  ...['-b', '--branch', '--depth', '-o', '--origin', '-c', '--config', '-j', '--jobs'],
  ...['--reference', '--shallow-since', '--filter', '-u', '--template'],
];

const git: Effect = (setting) => {
  const { words } = setting.command;
  const global = splitOptions(words.slice(1), new Set(['-C', '-c', '--git-dir', '--work-tree']));
  const [verb] = global.operands;
  const at = global.options.get('-C')?.[0]?.value;
  const folder = at ? pathsOf(setting, [at])[0] : setting.path('.');
  if (verb?.text !== 'clone')
    return /^(?:config|--version|version|ls-remote|status|log|rev-parse|describe)$/.test(
      verb?.text ?? '',
    )
      ? []
      : added(setting, [folder]);
  const rest = words.slice(words.indexOf(verb) + 1);
  const [address, target] = splitOptions(rest, new Set(gitValued)).operands;
  const given = target ? setting.value(target) : address && repositoryName(setting.value(address));
  const path =
    given === undefined || given === ''
      ? undefined
      : at && folder !== undefined && !given.startsWith('/')
        ? under(folder, given)
        : setting.path(given);
  if (path === undefined) return added(setting, [target ? undefined : folder]);
  return [made(setting, path, { kind: 'directory' }), ...added(setting, [path], 'git clone')];
};

const repositoryName = (address: string | undefined): string | undefined =>
  address
    ?.replace(/\/$/, '')
    .replace(/^.*[/:]/, '')
    .replace(/\.git$/, '');

const aria2c: Effect = (setting) => {
  const { options } = optionsOf(setting, ['-d', '--dir', '-o', '--out', '-x', '-s', '-k', '-i']);
  const folders = [...(options.get('-d') ?? []), ...(options.get('--dir') ?? [])];
  const [word] = folders.flatMap(({ value }) => value ?? []);
  return added(setting, word ? pathsOf(setting, [word]) : [setting.path('.')]);
};

/** Programs that fetch files, by name. */
export const downloadEffects: Readonly<Record<string, Effect>> = { curl, wget, git, aria2c };
