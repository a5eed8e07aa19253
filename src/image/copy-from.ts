import { sourceStage } from '../syntax/dockerfile/stages.ts';
import { resolve } from '../syntax/dockerfile/state.ts';
import type { Word } from '../syntax/word.ts';
import { isGlob } from '../text/glob.ts';
import { joinPath } from '../text/path.ts';
import { baseName, type Copying, fileTarget, isFileName, opened, rightsOf } from './copying.ts';
import { excluder } from './sent.ts';
import { type Change, kindAt, type Tree, under, writtenAt } from './tree.ts';
import { placeOf } from './work.ts';

/** What `COPY --from` takes from another stage, image or context. */
export const copiedFrom = (copying: Copying): readonly Change[] => {
  const { copy, work } = copying;
  const { file, stage, state } = work;
  const name = (copy.from && resolve(copy.from, state)) ?? '';
  const other = sourceStage(file, stage, name);
  return copy.sources.map((word) =>
    other ? ofStage(copying, word, work.endOf(other), name) : ofImage(copying, word, name),
  );
};

/** A path of the other file system, with what of it `--parents` keeps. */
const sourceOf = (text: string): { readonly source: string; readonly kept: string } => {
  const source = `/${joinPath(`/${text}`.replace(/^\/(?:\.\.\/)*/, '')) ?? ''}`;
  const at = text.lastIndexOf('/./');
  const kept = joinPath(at > 0 ? text.slice(at + 3) : text.replace(/^\/+/, '')) ?? '';
  return { source, kept };
};

const ofImage = (copying: Copying, word: Word, name: string): Change => {
  const { copy, parents, to, work } = copying;
  const place = placeOf(work, copy);
  const text = resolve(word, work.state);
  const shown = text ?? word.text;
  // A build that ends has found it; what is in a directory is not known.
  const named =
    text !== undefined &&
    copying.directory &&
    !parents &&
    !/(?:^|\/)\.?$/.test(text) &&
    !isGlob(text);
  const path = named ? under(to, baseName(shown)) : to;
  // A directory gives its content, of which nothing is known: only a name with an extension is one of a file.
  const exact = isFileName(shown) || isProgram(to) ? path : to;
  return opened(copying, `copies ${shown} from ${name || 'elsewhere'}`, exact, place);
};

/** Whether files that are copied to a directory are programs, which have no extension. */
const isProgram = (to: string): boolean => /\/s?bin$/.test(to);

const ofStage = (copying: Copying, word: Word, tree: Tree, name: string): Change => {
  const { copy, parents, to, work } = copying;
  const place = placeOf(work, copy);
  const text = resolve(word, work.state);
  if (text === undefined || isGlob(text))
    return opened(copying, `copies ${word.text} from ${name}`, to, place);
  const { kept, source } = sourceOf(text);
  const kind = kindAt(tree, source);
  const file = kind === 'file' ? fileTarget(copying, baseName(source)) : undefined;
  if (kind === 'file' && file === undefined && !parents)
    return opened(copying, `copies ${text} from ${name}`, to, place);
  return {
    kind: 'copy',
    path: writtenAt(work.tree.now(), parents ? under(to, kept) : (file ?? to)),
    tree,
    source,
    from: { kind: 'run', place },
    ...rightsOf(copying),
    ...leftBehind(copying, source),
  };
};

/** What `--exclude` leaves behind of a source. */
const leftBehind = ({ copy, excludes, work }: Copying, source: string) => {
  if (excludes.length === 0) return {};
  const excluded = excluder(excludes);
  const reason = { text: '--exclude leaves it out', place: placeOf(work, copy) };
  return {
    without: (inner: string) => {
      const left = excluded(under(source, inner).slice(1), inner);
      return left === undefined ? null : left ? reason : undefined;
    },
  };
};
