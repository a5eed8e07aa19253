import { splitOptions } from '../../syntax/shell/options.ts';
import type { Word } from '../../syntax/word.ts';
import { isGlob } from '../../text/glob.ts';
import { type Change, entryAt, under } from '../tree.ts';
import { type Effect, made, nothing, open, pathsOf, runs, type Setting } from './effect.ts';

const operandsOf = (
  { command }: Setting,
  valued: readonly string[] = [],
): { readonly options: ReadonlyMap<string, unknown>; readonly operands: readonly Word[] } =>
  splitOptions(command.words.slice(1), new Set(valued));

const has = (options: ReadonlyMap<string, unknown>, ...names: readonly string[]): boolean =>
  [...options.keys()].some(
    (option) =>
      names.includes(option) ||
      (/^-[A-Za-z]+$/.test(option) &&
        names.some((name) => /^-\w$/.test(name) && option.includes(name.slice(1)))),
  );

const parent = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const mkdir: Effect = (setting) => {
  const { operands } = operandsOf(setting, ['-m', '--mode']);
  return pathsOf(setting, operands).flatMap((path) =>
    path === undefined || /[{*?]/.test(path)
      ? open(setting, [path && parent(path)])
      : [made(setting, path, { kind: 'directory' })],
  );
};

const touch: Effect = (setting) => {
  const { operands } = operandsOf(setting, ['-d', '-t', '-r']);
  return pathsOf(setting, operands).flatMap((path) =>
    path === undefined ? open(setting, [path]) : [made(setting, path)],
  );
};

const rm: Effect = (setting) => {
  const { operands } = operandsOf(setting);
  return pathsOf(setting, operands).flatMap((path): readonly Change[] => {
    if (path === undefined) return open(setting, [undefined]);
    if (isGlob(path) || path.includes('{'))
      return open(setting, [parent(path.replace(/[*?[{].*$/, ''))]);
    return [
      { kind: 'gone', path, because: { ...runs(setting), text: `${setting.where} deletes it` } },
    ];
  });
};

/** The source and target paths of `cp`, `mv`, `ln` and `install`; undefined when they are not known. */
const transfers = (
  setting: Setting,
): readonly { readonly from: string; readonly to: string }[] | undefined => {
  const { options, operands } = operandsOf(setting, [
    '-t',
    '--target-directory',
    '-S',
    '-m',
    '-o',
    '-g',
    '--mode',
  ]);
  const paths = pathsOf(setting, operands);
  if (has(options, '-t', '--target-directory') || paths.length < 2) return undefined;
  const target = paths.at(-1);
  const written = setting.value(
    operands.at(-1) ?? { text: '', raw: '', span: [0, 0], dynamic: true },
  );
  const sources = paths.slice(0, -1);
  if (target === undefined || sources.some((path) => path === undefined || /[*?[{]/.test(path)))
    return undefined;
  const there = entryAt(setting.tree, target);
  const isDirectory =
    sources.length > 1 ||
    /\/\.?$|^\.$/.test(written ?? '') ||
    (there.is === 'yes' && there.value.kind === 'directory');
  if (!isDirectory && there.is === 'unknown') return undefined;
  return sources.flatMap((from) =>
    from === undefined ? [] : [{ from, to: isDirectory ? under(target, baseName(from)) : target }],
  );
};

const targetRegion = (setting: Setting): readonly (string | undefined)[] => {
  const { operands } = operandsOf(setting, ['-t', '--target-directory']);
  const target = pathsOf(setting, operands.slice(-1))[0];
  return [target === undefined ? undefined : target];
};

const cp: Effect = (setting) => {
  const moves = transfers(setting);
  if (!moves) return open(setting, targetRegion(setting));
  return moves.map(({ from, to }) => ({
    kind: 'copy',
    path: to,
    tree: setting.tree,
    source: from,
    from: { kind: 'run', place: setting.place },
  }));
};

const mv: Effect = (setting) => {
  const moves = transfers(setting);
  if (!moves) {
    const { operands } = operandsOf(setting);
    const regions = pathsOf(setting, operands).map((path) =>
      path === undefined ? undefined : isGlob(path) ? parent(path.replace(/[*?[].*$/, '')) : path,
    );
    return open(setting, regions);
  }
  return moves.flatMap(({ from, to }): readonly Change[] => [
    {
      kind: 'copy',
      path: to,
      tree: setting.tree,
      source: from,
      from: { kind: 'run', place: setting.place },
    },
    {
      kind: 'gone',
      path: from,
      because: { ...runs(setting), text: `${setting.where} moves it to ${to}` },
    },
  ]);
};

const ln: Effect = (setting) => {
  const { options, operands } = operandsOf(setting);
  const [source, target] = operands;
  const [to] = target ? pathsOf(setting, [target]) : [undefined];
  const text = source && setting.value(source);
  if (!to || text === undefined || operands.length !== 2)
    return open(setting, targetRegion(setting));
  const there = entryAt(setting.tree, to);
  const inside =
    there.is === 'yes' && there.value.kind === 'directory' && !has(options, '-n', '-T');
  const path = inside ? under(to, baseName(text)) : to;
  const link = text.startsWith('/') ? text : under(parent(path), text);
  return link.includes('/../') || link.endsWith('/..')
    ? open(setting, [path])
    : [made(setting, path, { kind: 'file', link })];
};

const tar: Effect = (setting) => {
  const { words } = setting.command;
  const makes = words.some(
    ({ text }, i) => i > 0 && /^(?:-?[a-z]*c[a-z]*f?|--create)$/.test(text) && !/x/.test(text),
  );
  const at = words.findIndex(({ text }) => /^(?:-C|--directory)$/.test(text));
  const joined = words.find(({ text }) => /^(?:-C.+|--directory=.+)$/.test(text));
  const word = at > 0 ? words[at + 1] : undefined;
  const given = word
    ? setting.value(word)
    : joined && setting.value(joined)?.replace(/^(?:-C|--directory=)/, '');
  const folder =
    word || joined ? (given === undefined ? undefined : setting.path(given)) : setting.path('.');
  return makes ? open(setting, [setting.path('.'), '/tmp']) : open(setting, [folder]);
};

const unzip: Effect = (setting) => {
  const { words } = setting.command;
  const at = words.findIndex(({ text }) => text === '-d');
  const word = words[at + 1];
  const target = at > 0 && word ? setting.value(word) : '.';
  return open(setting, [target === undefined ? undefined : setting.path(target)]);
};

/** The file that `curl` or `wget` writes: behind an option, or named as the address ends. */
const download =
  (output: readonly string[], directory: readonly string[]): Effect =>
  (setting) => {
    const { words } = setting.command;
    const behind = (names: readonly string[]): Word | undefined => {
      const at = words.findIndex(
        ({ text }, i) =>
          i > 0 &&
          names.some(
            (name) =>
              text === name ||
              (/^-[A-Za-z]+$/.test(text) && name.length === 2 && text.endsWith(name.slice(1))),
          ),
      );
      return at > 0 ? words[at + 1] : undefined;
    };
    const joined = words.find(({ text }) =>
      output.some((name) => name.startsWith('--') && text.startsWith(`${name}=`)),
    );
    const written = behind(output);
    const folder = behind(directory);
    const text = joined
      ? setting.value(joined)?.replace(/^[^=]*=/, '')
      : written && setting.value(written);
    if (joined || written) {
      if (text === '-' || text === '/dev/null' || text === '/dev/stdout') return [];
      const path = text === undefined ? undefined : setting.path(text);
      return path === undefined ? open(setting, [setting.path('.')]) : [made(setting, path)];
    }
    const to = folder ? setting.value(folder) : '.';
    return open(setting, [to === undefined ? undefined : setting.path(to)]);
  };

const curl: Effect = (setting) => {
  const { words } = setting.command;
  const writes = words.some(({ text }) =>
    /^(?:-[A-Za-z]*[oO]|--output(?:=.*)?|--remote-name(?:-all)?)$/.test(text),
  );
  return writes ? download(['-o', '--output'], ['--output-dir'])(setting) : [];
};

const git: Effect = (setting) => {
  const { words } = setting.command;
  const verb = words.find(({ text }, i) => i > 0 && !text.startsWith('-'))?.text;
  if (verb !== 'clone')
    return verb === 'config' || verb === 'lfs' ? [] : open(setting, [setting.path('.')]);
  const at = words.findIndex(({ text }) => text === 'clone');
  const { operands } = splitOptions(
    words.slice(at + 1),
    new Set([
      '-b',
      '--branch',
      '--depth',
      '-o',
      '--origin',
      '-c',
      '--config',
      '-j',
      '--jobs',
      '--reference',
    ]),
  );
  const [address, target] = operands;
  const given = target
    ? setting.value(target)
    : address &&
      setting
        .value(address)
        ?.replace(/\/$/, '')
        .replace(/^.*[/:]/, '')
        .replace(/\.git$/, '');
  const path = given ? setting.path(given) : undefined;
  if (path === undefined) return open(setting, [setting.path('.')]);
  return [made(setting, path, { kind: 'directory' }), ...open(setting, [path], 'git clone')];
};

const useradd: Effect = (setting) => {
  const { command } = setting;
  const { options, operands } = operandsOf(setting, [
    ...[
      '-d',
      '--home',
      '--home-dir',
      '-u',
      '--uid',
      '-g',
      '--gid',
      '-G',
      '--groups',
      '-s',
      '--shell',
      '-c',
      '--comment',
      '-h',
      '--gecos',
      '--ingroup',
      '-p',
      '-k',
      '-e',
    ],
  ]);
  const at = command.words.findIndex(({ text }) => /^(?:-d|--home|--home-dir|-h)$/.test(text));
  const word = command.words[at + 1];
  const name = operands[0] && setting.value(operands[0]);
  const home = at > 0 && word ? setting.value(word) : name && `/home/${name}`;
  const keeps = has(options, '-M', '--no-create-home', '-H');
  const makes =
    command.name === 'adduser'
      ? !keeps && !has(options, '--system')
      : has(options, '-m', '--create-home');
  if (!makes || !home) return [];
  return [made(setting, home, { kind: 'directory' })];
};

/** `sed -i`: a file with another text than the one that was copied. */
const sed: Effect = (setting) => {
  const { words } = setting.command;
  if (!words.some(({ text }) => /^(?:-[a-zA-Z]*i.*|--in-place.*)$/.test(text)))
    return nothing(setting);
  const { options, operands } = operandsOf(setting, ['-e', '--expression', '-f', '--file']);
  const scripted = has(options, '-e', '--expression', '-f', '--file');
  return pathsOf(setting, scripted ? operands : operands.slice(1)).flatMap((path) =>
    path === undefined || /[*?[]/.test(path)
      ? open(setting, [path?.replace(/\/[^/]*[*?[].*$/, '') || undefined])
      : [made(setting, path)],
  );
};

/** Programs that make, move and delete files, by name. */
export const fileEffects: Readonly<Record<string, Effect>> = {
  mkdir,
  touch,
  truncate: touch,
  rm,
  rmdir: rm,
  unlink: rm,
  cp,
  mv,
  ln,
  tar,
  bsdtar: tar,
  unzip,
  curl,
  wget: download(['-O', '--output-document'], ['-P', '--directory-prefix']),
  git,
  useradd,
  adduser: useradd,
  install: (setting) =>
    setting.command.words.some(({ text }) => /^-[a-z]*d/.test(text))
      ? mkdir(setting)
      : open(setting, targetRegion(setting)),
  tee: touch,
  sed,
  dd: (setting) => open(setting, [setting.path('.')]),
};
