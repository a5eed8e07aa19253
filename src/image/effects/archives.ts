import { added, type Effect, made, open, optionsOf, pathsOf, regionsOf } from './effect.ts';

/** The letters of what `tar` is told to do: `xzf`, `-czf`. */
const tar: Effect = (setting) => {
  const { command, value } = setting;
  const [, first, ...rest] = command.words;
  // The old form has no dash before the letters.
  const letters = first && /^[a-zA-Z]+$/.test(first.text) ? first : undefined;
  const dashed = letters ? { ...letters, text: `-${letters.text}`, raw: `-${letters.raw}` } : first;
  const words = dashed ? [command.words[0], dashed, ...rest] : [command.words[0]];
  const plain = words.filter((each) => each !== undefined);
  const does = (letter: string, long: string): boolean =>
    plain.some(({ text }) => text === long || new RegExp(`^-[A-Za-z]*${letter}`).test(text));
  const { options } = optionsOf({ ...setting, command: { ...command, words: plain } }, [
    ...['-f', '--file', '-C', '--directory', '--exclude', '-X', '--strip-components', '-T'],
    ...[
      '--transform',
      '-I',
      '--use-compress-program',
      '--owner',
      '--group',
      '--mode',
      '--wildcards',
    ],
  ]);
  const folders = [...(options.get('-C') ?? []), ...(options.get('--directory') ?? [])];
  const [file] = [...(options.get('-f') ?? []), ...(options.get('--file') ?? [])];
  if (does('c', '--create') && !does('x', '--extract')) {
    const given = file?.value && value(file.value);
    if (given === '-' || !file) return [];
    const path = given === undefined ? undefined : setting.path(given);
    return path === undefined ? added(setting, [undefined]) : [made(setting, path)];
  }
  if (does('t', '--list') && !does('x', '--extract')) return [];
  const paths = folders.map(({ text, value: word }) => {
    const given = word?.dynamic ? value({ ...word, text: text ?? '' }) : text;
    return given === undefined ? undefined : setting.path(given);
  });
  // `-C` behind another one is relative to it.
  return added(
    setting,
    folders.length > 1 ? [undefined] : [paths.length > 0 ? paths[0] : setting.path('.')],
  );
};

const unzip: Effect = (setting) => {
  const { words } = setting.command;
  if (words.some(({ text }) => /^-[a-z]*[ltpv]/.test(text))) return [];
  const { options } = optionsOf(setting, ['-d', '-x']);
  const word = options.get('-d')?.[0]?.value;
  return added(setting, word ? pathsOf(setting, [word]) : [setting.path('.')]);
};

/** `gzip` and the like: a file goes, and one with another name comes. */
const pack: Effect = (setting) => {
  const { operands, options } = optionsOf(setting, ['-S', '-o']);
  const shown = [...options.keys()].some((name) =>
    /^(?:-[a-z0-9]*[clt][a-z0-9]*|--stdout|--to-stdout|--list|--test)$/.test(name),
  );
  if (shown || operands.length === 0) return [];
  return regionsOf(setting, operands).flatMap((path) => {
    if (path === undefined) return open(setting, [undefined]);
    const without = path.replace(/\.(?:gz|xz|bz2|zst|lzma|Z)$/, '');
    const packed = ['.gz', '.xz', '.bz2', '.zst', '.lzma'].map((end) => `${path}${end}`);
    return open(setting, without === path ? [path, ...packed] : [path, without]);
  });
};

/** `7z x -o/opt archive.7z` */
const sevenZip: Effect = (setting) => {
  const { words } = setting.command;
  if (/^[lt]$/.test(words[1]?.text ?? '')) return [];
  const output = words.find(({ text }) => /^-o./.test(text));
  const text = output && setting.value(output)?.slice(2);
  return added(setting, [
    output && text === undefined ? undefined : setting.path(text ?? '.'),
    ...(/^[au]$/.test(words[1]?.text ?? '') ? pathsOf(setting, words.slice(2, 3)) : []),
  ]);
};

const zip: Effect = (setting) => {
  const [archive] = optionsOf(setting, ['-x', '-i']).operands;
  const [path] = archive ? pathsOf(setting, [archive]) : [];
  return added(setting, path === undefined ? [undefined] : [path, `${path}.zip`]);
};

/** Programs that pack and unpack, by name. */
export const archiveEffects: Readonly<Record<string, Effect>> = {
  tar,
  bsdtar: tar,
  unzip,
  zip,
  gzip: pack,
  gunzip: pack,
  bzip2: pack,
  bunzip2: pack,
  xz: pack,
  unxz: pack,
  zstd: (setting) =>
    added(setting, [setting.path('.'), ...regionsOf(setting, optionsOf(setting).operands)]),
  zcat: () => [],
  '7z': sevenZip,
  '7za': sevenZip,
  '7zz': sevenZip,
};
