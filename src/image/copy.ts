import type { Copy, Heredoc } from '../syntax/dockerfile/model.ts';
import { inImage, resolve } from '../syntax/dockerfile/state.ts';
import type { Word } from '../syntax/word.ts';
import { globMatcher, isGlob } from '../text/glob.ts';
import { joinPath, type Path } from '../text/path.ts';
import { copiedFrom } from './copy-from.ts';
import {
  baseName,
  type Copying,
  copyingOf,
  fileTarget,
  isFileName,
  opened,
  rightsOf,
} from './copying.ts';
import type { ImagePlace } from './known.ts';
import { excluder, fixedPart, type SentFiles, sentTo } from './sent.ts';
import { type Change, type Sent, under } from './tree.ts';
import { placeOf, type Work, whereIs } from './work.ts';

/** Adds what COPY and ADD put into the image. */
export const copied = (work: Work, copy: Copy): void => {
  const target = copy.target && resolve(copy.target, work.state);
  const to = target === undefined ? undefined : inImage(work.state, target);
  // Half-typed: there is nothing to copy, or nowhere to copy it to.
  if (!copy.target || copy.sources.length + copy.heredocs.length === 0) return;
  if (target === undefined || to === undefined) {
    const text = `${whereIs(work, copy)} copies to a path that is not known`;
    const because = { text, place: placeOf(work, copy) };
    work.tree.add({ kind: 'open', path: '/', because, keeps: true });
    return;
  }
  const copying = copyingOf(work, copy, target, to);
  for (const heredoc of copy.heredocs) work.tree.add(ofHeredoc(copying, heredoc));
  const changes = copy.from
    ? copiedFrom(copying)
    : copy.sources.flatMap((word) => ofContext(copying, word));
  for (const change of changes) work.tree.add(change);
};

const fileAt = (copying: Copying, name: string, place: ImagePlace): Change => {
  const path = fileTarget(copying, name);
  return path === undefined
    ? opened(copying, `puts ${name} there`, copying.to, place)
    : {
        kind: 'entry',
        path,
        entry: { kind: 'file' },
        from: { kind: 'run', place },
        ...rightsOf(copying),
      };
};

const ofHeredoc = (copying: Copying, { marker, name }: Heredoc): Change =>
  fileAt(copying, name, { file: copying.work.file.path, at: marker });

const archive = /\.(?:tar(?:\.\w+)?|t[gbx]z2?|gz|xz|bz2|zst)$/i;

/** What one source of the build context becomes. */
const ofContext = (copying: Copying, word: Word): readonly Change[] => {
  const { copy, excludes, to, work } = copying;
  const { file, project, state } = work;
  const place: ImagePlace = { file: file.path, at: word.span };
  const text = resolve(word, state);
  if (text === undefined)
    return [opened(copying, `copies ${word.text}, which is not known`, to, place)];
  if (/^[a-z+]+:\/\/|^git@/i.test(text)) return [ofAddress(copying, text, place)];
  const unpacks = !copy.flags.some(
    ({ name, value }) => name === 'unpack' && value?.text === 'false',
  );
  if (copy.keyword === 'ADD' && archive.test(text) && unpacks)
    return [opened(copying, 'unpacks an archive', to, place)];
  const files = sentTo(file, project);
  const from = files.path(text);
  const excluded = excluder(excludes);
  const top = files.path('.');
  const inner = (path: Path): Path => (top === '' ? path : path.slice(top.length + 1));
  const taken: Taken = {
    copying,
    place,
    files,
    pivot: pivotOf(text, files),
    look(path, source) {
      const sent = files.look(path, place);
      if (excludes.length === 0 || 'none' in sent) return sent;
      const left = excluded(inner(path), source === '' ? baseName(path) : source);
      const reason = { text: '--exclude leaves it out', place };
      if (left === undefined)
        return { elsewhere: { ...reason, text: '--exclude may leave it out' } };
      return left && !('entry' in sent && sent.entry.kind === 'directory')
        ? { none: reason }
        : sent;
    },
  };
  return isGlob(text) ? ofPattern(taken, from) : ofPath(taken, from, text);
};

interface Taken {
  readonly copying: Copying;
  readonly place: ImagePlace;
  readonly files: SentFiles;
  /** With `--parents`: the directory of the project whose directories are kept. */
  readonly pivot: Path;
  /** What is sent of a path of the project, which has another path below its source. */
  look(path: Path, source: Path): Sent;
}

/** `a/./b` keeps `b`; without a dot all is kept that the source names. */
const pivotOf = (text: string, files: SentFiles): Path => {
  const at = text.lastIndexOf('/./');
  return files.path(at > 0 ? text.slice(0, at) : '.');
};

const ofAddress = (copying: Copying, text: string, place: ImagePlace): Change => {
  const { copy, to } = copying;
  if (/\.git(?:[#?]|$)|^git@/.test(text))
    return opened(copying, 'adds a Git repository', to, place);
  const unpack = copy.flags.find(({ name }) => name === 'unpack');
  const name = baseName(text.replace(/[?#].*$/, '').replace(/^[a-z+]+:\/\//i, ''));
  return unpack && unpack.value?.text !== 'false'
    ? opened(copying, 'unpacks an archive', to, place)
    : fileAt(copying, name, place);
};

const ofPath = (taken: Taken, from: Path, text: string): readonly Change[] => {
  const { copying, place } = taken;
  const { parents, to, work } = copying;
  const { project } = work;
  if (project.exists(from)) {
    // What the ignore file leaves out stops the build, which another rule says.
    const found = taken.look(from, '');
    return [
      ofFile(taken, from, 'entry' in found ? found : { entry: { kind: 'file', source: from } }),
    ];
  }
  if (from === '' || project.under(from).length > 0) return [ofFolder(taken, from)];
  // A build that ends has found it, as a file or a directory: something makes it before.
  const kept = parents ? below(taken, from) : undefined;
  const named = kept ?? (copying.directory && isFileName(text) ? under(to, baseName(text)) : to);
  return [opened(copying, `copies ${text}, which is not in the project`, named, place)];
};

/** Where a path is put whose directories are kept. */
const below = ({ copying, pivot }: Taken, path: Path): string =>
  under(copying.to, pivot === '' ? path : path.slice(pivot.length + 1));

const ofFile = (
  taken: Taken,
  file: Path,
  { entry }: Extract<Sent, { readonly entry: unknown }>,
): Change => {
  const { copying, place } = taken;
  const path = copying.parents ? below(taken, file) : fileTarget(copying, baseName(file));
  const from = { kind: 'context', file, place } as const;
  if (path !== undefined) return { kind: 'entry', path, entry, from, ...rightsOf(copying) };
  const change = opened(copying, `puts ${baseName(file)} there`, copying.to, place);
  return { ...change, likely: { entry, from } };
};

/** The content of a directory. */
const ofFolder = (taken: Taken, from: Path): Change => {
  const { copying, place } = taken;
  const { project } = copying.work;
  const inner = (path: Path): Path => (from === '' ? path : path.slice(from.length + 1));
  return {
    kind: 'context',
    path: copying.parents ? below(taken, from) : copying.to,
    sent: (path) => taken.look(joinPath(from, path) ?? path, path),
    *inner() {
      for (const path of project.under(from))
        if ('entry' in taken.look(path, inner(path))) yield inner(path);
    },
    from: { kind: 'context', file: from, place },
    ...rightsOf(copying),
  };
};

/** What a pattern of COPY takes: files as they are named, and what is in directories. */
const ofPattern = (taken: Taken, pattern: Path): readonly Change[] => {
  const { copying, files, place } = taken;
  const { parents, to } = copying;
  const hits = pattern.includes('**') && !parents ? [] : (files.matching(pattern) ?? []);
  const changes = hits.flatMap((hit): readonly Change[] => {
    const found = taken.look(hit, baseName(hit));
    if (!('entry' in found)) return [];
    return [found.entry.kind === 'directory' ? ofFolder(taken, hit) : ofFile(taken, hit, found)];
  });
  const more = `copies ${pattern}, which may match more files where the image is built`;
  if (changes.length === 0) return [opened(copying, more, to, place)];
  return copying.directory && !parents ? [hidden(taken, pattern), ...changes] : changes;
};

/** What a pattern may take besides the files of the project: those that Git ignores. */
const hidden = ({ copying, files, place }: Taken, pattern: Path): Change => {
  const fixed = fixedPart(pattern);
  const last = globMatcher(pattern.slice(pattern.lastIndexOf('/') + 1));
  const flat = pattern.slice(fixed.length + 1).includes('/');
  const because = { text: `${pattern} does not match it`, place };
  return {
    kind: 'context',
    path: copying.to,
    sent(path) {
      if (!last(path.split('/')[0] ?? '')) return { none: because };
      if (flat) return { elsewhere: { ...because, text: `${pattern} may match it` } };
      const sent = files.look(joinPath(fixed, path) ?? path, place);
      return 'elsewhere' in sent ? sent : { none: because };
    },
    inner: () => [],
    from: { kind: 'context', file: fixed, place },
    ...rightsOf(copying),
  };
};
