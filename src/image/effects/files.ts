import type { Word } from '../../syntax/word.ts';
import { globMatcher } from '../../text/glob.ts';
import { joinPath } from '../../text/path.ts';
import { type Change, entryAt, kindAt, targetAt, under, writtenAt } from '../tree.ts';
import {
  added,
  type Effect,
  has,
  isPattern,
  lastPart,
  made,
  nothing,
  open,
  optionsOf,
  parent,
  pathsOf,
  regionsOf,
  runs,
  type Setting,
  written,
} from './effect.ts';

const mkdir: Effect = (setting) => {
  const { operands } = optionsOf(setting, ['-m', '--mode', '-o', '-g', '--owner', '--group']);
  return operands.flatMap((word) => {
    const [path] = pathsOf(setting, [word]);
    return path === undefined
      ? added(setting, regionsOf(setting, [word]))
      : [written(setting, path, { kind: 'directory' })];
  });
};

/** A file that gets a date or content, and stays what it is when it is there. */
const touch: Effect = (setting) => {
  const { options, operands } = optionsOf(setting, ['-d', '-t', '-r', '-s']);
  if (has(options, '-c', '--no-create')) return [];
  return operands.flatMap((word): readonly Change[] => {
    const [path] = pathsOf(setting, [word]);
    if (path === undefined) return added(setting, regionsOf(setting, [word]));
    const there = targetAt(setting.tree, path);
    if (there.is === 'yes') return [];
    return [
      written(setting, path, { kind: 'file', ...(there.is === 'no' ? {} : { vague: true }) }),
    ];
  });
};

/** A file whose content is another afterwards: `tee`, `truncate`. */
const write: Effect = (setting) => {
  const { operands } = optionsOf(setting, ['-s', '--size', '-r']);
  return operands.flatMap((word): readonly Change[] => {
    const [path] = pathsOf(setting, [word]);
    if (path === undefined) return open(setting, regionsOf(setting, [word]));
    return path.startsWith('/dev/') ? [] : [written(setting, path)];
  });
};

const rm: Effect = (setting) => {
  const { operands } = optionsOf(setting);
  return operands.flatMap((word): readonly Change[] => {
    const [path] = pathsOf(setting, [word]);
    const because = { ...runs(setting), text: `${setting.where} deletes it` };
    if (path !== undefined) return [{ kind: 'gone', path, because }];
    const swept = sweep(setting, word);
    return swept
      ? [{ kind: 'gone', path: swept.folder, because, matches: swept.matches }]
      : open(setting, regionsOf(setting, [word]));
  });
};

/** The names in a directory that a plain pattern at the end of a word takes. */
const sweep = (
  setting: Setting,
  word: Word,
): { readonly folder: string; matches(name: string): boolean } | undefined => {
  const last = lastPart(word.text);
  const before = word.text.slice(0, word.text.length - last.length);
  if (!/^[\w.*?-]+$/.test(last) || /[*?[{]/.test(before)) return undefined;
  const text = setting.value({ ...word, text: before, raw: before });
  const folder = text === undefined ? undefined : setting.path(text === '' ? '.' : text);
  const fits = globMatcher(last.replace(/\*+/g, '*'));
  return folder === undefined
    ? undefined
    : { folder, matches: (name) => fits(name) && (!name.startsWith('.') || last.startsWith('.')) };
};

/** One thing that `cp`, `mv`, `ln` or `install` puts somewhere. */
interface Transfer {
  readonly from: string;
  /** As it is written. */
  readonly text: string;
  readonly to: string;
  /** The content of a directory goes into a directory that is there: `cp -r src/. /app`. */
  readonly content: boolean;
}

interface Transfers {
  readonly moves: readonly Transfer[];
  /** The sources and targets of what is not known one by one. */
  readonly hidden: readonly Word[];
  readonly target: string | undefined;
}

const valued = ['-t', '--target-directory', '-S', '--suffix', '-m', '--mode'];
const owning = [...valued, '-o', '--owner', '-g', '--group'];

/** What `cp`, `mv`, `ln` and `install` put where. */
const transfersOf = (setting: Setting, takes: readonly string[] = valued): Transfers => {
  const { options, operands } = optionsOf(setting, takes);
  const named = options.get('-t')?.[0] ?? options.get('--target-directory')?.[0];
  const word = named ? named.value : operands.at(-1);
  const sources = named ? operands : operands.slice(0, -1);
  const target = word && pathsOf(setting, [word])[0];
  if (!word || target === undefined) return { moves: [], hidden: sources, target: undefined };
  const patterns = sources.filter(isPattern);
  const dots = /(?:^|\/)\.{1,2}$/.test(word.text);
  const several = named || sources.length > 1 || patterns.length > 0 || dots;
  const kind = several
    ? 'directory'
    : has(options, '-T', '--no-target-directory')
      ? 'nothing'
      : targetKind(setting, word, target, sources[0]);
  const exact = kind !== 'unknown' && !has(options, '--parents');
  const moves: Transfer[] = [];
  const hidden: Word[] = [];
  for (const source of sources) {
    const text = setting.value(source);
    const [from] = pathsOf(setting, [source]);
    const last = lastPart((text ?? '').replace(/\/+$/, ''));
    const content = last === '.' || last === '..' || from === '/';
    if (from === undefined || text === undefined || !exact) hidden.push(source);
    else
      moves.push({
        from,
        text,
        content,
        to: kind === 'directory' && !content ? under(target, last) : target,
      });
  }
  return { moves, hidden, target };
};

/** What is at the target of one source: a slash behind it tells that a file goes into it; a directory may get its name. */
const targetKind = (setting: Setting, word: Word, target: string, source: Word | undefined) => {
  const kind = kindAt(setting.tree, target);
  if (kind !== 'unknown' || !word.text.endsWith('/')) return kind;
  const from = source && pathsOf(setting, [source])[0];
  return from !== undefined && kindAt(setting.tree, from) === 'file' ? 'directory' : kind;
};

const copyOf = (
  { place, tree, user }: Setting,
  { from, to }: Transfer,
  keepsOwner: boolean,
): Extract<Change, { readonly kind: 'copy' }> => ({
  kind: 'copy',
  path: to,
  tree,
  source: from,
  from: { kind: 'run', place },
  ...(keepsOwner ? {} : { owner: user }),
});

const cp: Effect = (setting) => {
  const { hidden, moves, target } = transfersOf(setting);
  const { options } = optionsOf(setting, valued);
  if (has(options, '-s', '--symbolic-link')) return added(setting, [target]);
  const keeps = has(options, '-a', '-p', '--archive', '--preserve');
  return [
    ...moves.map((each) =>
      copyOf(setting, { ...each, to: writtenAt(setting.tree, each.to) }, keeps),
    ),
    ...(hidden.length > 0 || moves.length === 0 ? added(setting, [target]) : []),
  ];
};

const mv: Effect = (setting) => {
  const { hidden, moves, target } = transfersOf(setting);
  return [
    ...moves.flatMap((each): readonly Change[] => [
      copyOf(setting, each, true),
      {
        kind: 'gone',
        path: each.from,
        because: { ...runs(setting), text: `${setting.where} moves it to ${each.to}` },
      },
    ]),
    ...(hidden.length > 0 ? open(setting, regionsOf(setting, hidden)) : []),
    ...(hidden.length > 0 || moves.length === 0 ? added(setting, [target]) : []),
  ];
};

const install: Effect = (setting) => {
  const { options } = optionsOf(setting, owning);
  if (has(options, '-d', '--directory')) return mkdir(setting);
  const { hidden, moves, target } = transfersOf(setting, owning);
  const given = options.get('-o')?.[0] ?? options.get('--owner')?.[0];
  const owner = given ? (given.text ?? null) : setting.user;
  return [
    ...moves.map((each): Change => ({ ...copyOf(setting, each, false), owner })),
    ...(hidden.length > 0 || moves.length === 0 ? added(setting, [target]) : []),
  ];
};

const ln: Effect = (setting) => {
  const { options, operands } = optionsOf(setting, valued);
  const { command, tree } = setting;
  const single = operands.length === 1 && !has(options, '-t', '--target-directory');
  const words = single ? [...operands, { ...command.words[0], ...here }] : operands;
  const all = [
    command.words[0],
    ...command.words.slice(1).filter((each) => !operands.includes(each)),
    ...words,
  ];
  const whole = {
    ...setting,
    command: { ...command, words: all.filter((each) => each !== undefined) },
  };
  const { hidden, moves, target } = transfersOf(whole);
  const symbolic = has(options, '-s', '--symbolic');
  const replaces = has(options, '-n', '-T', '--no-dereference');
  const changes = moves.flatMap((each): readonly Change[] => {
    if (!symbolic) return [copyOf(setting, each, true)];
    const there = target === undefined ? undefined : entryAt(tree, target);
    // `ln -sfn` puts a new link in the place of one that leads to a directory.
    const isLink = there?.is === 'yes' && there.value.link !== undefined;
    const path = replaces && isLink && target !== undefined ? target : each.to;
    const link = linkFrom(path, each.text);
    return link === undefined
      ? open(setting, [path])
      : [made(setting, path, { kind: 'file', link })];
  });
  return hidden.length > 0 || moves.length === 0
    ? [...changes, ...added(setting, [target])]
    : changes;
};

const here: Word = { text: '.', raw: '.', span: [0, 0], dynamic: false };

/** The absolute path that a link leads to. */
const linkFrom = (path: string, text: string): string | undefined => {
  if (text.startsWith('~')) return undefined;
  const joined = text.startsWith('/') ? joinPath(text) : joinPath(parent(path).slice(1), text);
  return joined === undefined ? undefined : `/${joined}`;
};

/** `sed -i`: a file with another text than the one that was copied. */
const sed: Effect = (setting) => {
  const { words } = setting.command;
  if (!words.some(({ text }, i) => i > 0 && /^(?:-[nErsz]*i.*|--in-place.*)$/.test(text)))
    return nothing(setting);
  const { options, operands } = optionsOf(setting, ['-e', '--expression', '-f', '--file']);
  const scripted = has(options, '-e', '--expression', '-f', '--file');
  return rewritten(setting, scripted ? operands : operands.slice(1));
};

/** Files that are there and get another content. */
const rewritten = (setting: Setting, words: readonly Word[]): readonly Change[] =>
  words.flatMap((word) => {
    const [path] = pathsOf(setting, [word]);
    return path === undefined ? open(setting, regionsOf(setting, [word])) : [made(setting, path)];
  });

const dos2unix: Effect = (setting) => rewritten(setting, optionsOf(setting).operands);

const dd: Effect = (setting) => {
  const output = setting.command.words.find(({ text }) => text.startsWith('of='));
  const text = output && setting.value(output)?.slice(3);
  if (!output || text?.startsWith('/dev/')) return [];
  const path = text === undefined ? undefined : setting.path(text);
  return path === undefined ? added(setting, [undefined]) : [made(setting, path)];
};

/** `find`: what it starts or deletes is somewhere below the directories it looks in. */
const find: Effect = (setting) => {
  const { words } = setting.command;
  const first = words.findIndex(({ text }, i) => i > 0 && /^[-(!]/.test(text));
  const places = words.slice(1, first < 0 ? undefined : first);
  const acts = words.some(({ text }) => /^-(?:delete|fprint.*|fls)$/.test(text));
  const program = words[words.findIndex(({ text }) => /^-(?:exec|ok)(?:dir)?$/.test(text)) + 1];
  const started = program === words[0] ? undefined : lastPart(program?.text ?? '');
  if (!acts && (started === undefined || harmlessInFind.has(started))) return [];
  const regions = places.length > 0 ? regionsOf(setting, places) : [setting.path('.')];
  return acts || /^(?:rm|sed|dos2unix|strip|gzip)$/.test(started ?? '')
    ? open(setting, regions)
    : open(setting, ['/']);
};

const harmlessInFind: ReadonlySet<string> = new Set(
  'chmod chown chgrp ls echo cat grep stat test file wc md5sum sha256sum touch'.split(' '),
);

/** Programs that make, move and delete files, by name. */
export const fileEffects: Readonly<Record<string, Effect>> = {
  mkdir,
  touch,
  truncate: write,
  tee: write,
  rm,
  rmdir: (setting) =>
    has(optionsOf(setting).options, '-p', '--ignore-fail-on-non-empty')
      ? open(setting, regionsOf(setting, optionsOf(setting).operands))
      : rm(setting),
  unlink: rm,
  cp,
  mv,
  ln,
  install,
  sed,
  dos2unix,
  dd,
  find,
};
