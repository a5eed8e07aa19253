import { buildContext, contextCopies } from '../../project/context.ts';
import type { IgnoreFile } from '../../project/project.ts';
import type { Copy } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { ignoredBy } from '../../syntax/dockerignore.ts';
import { isGlob } from '../../text/glob.ts';
import { basename, dirname, joinPath, type Path, relativeTo } from '../../text/path.ts';
import { type Answer, type Asked, evidenceAt, type Maker, question, say } from './make.ts';

/** Asks which file a COPY of a folder brings into the image, or leaves out. */
export const copiedFiles: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const { folder: context, found, named } = buildContext(file, asked.project);
    const ignore = asked.project.ignoreFile(context, file.path);
    if (found < named || isUnread(asked, context, file.path, ignore)) continue;
    const instructions = finalStage(file.stages)?.instructions ?? [];
    for (const copy of contextCopies(file)) {
      const source = instructions.includes(copy) ? folderOf(copy) : undefined;
      if (source === undefined) continue;
      const made = ask(asked, file.path, copy, { context, source, ignore });
      if (!made) continue;
      yield made;
      break;
    }
  }
};

interface Copied {
  readonly context: Path;
  /** The folder that is copied, below the context. */
  readonly source: Path;
  readonly ignore: IgnoreFile | undefined;
}

/** Whether a file of ignored names is there that was not read. */
const isUnread = (
  { project }: Asked,
  context: Path,
  dockerfile: Path,
  ignore: IgnoreFile | undefined,
): boolean => {
  const own = `${dockerfile}.dockerignore`;
  if (project.exists(own)) return ignore?.path !== own;
  const common = joinPath(context, '.dockerignore') ?? '';
  return project.exists(common) && ignore?.path !== common;
};

/** The one folder that a plain COPY takes, below the context; undefined when that is not certain. */
const folderOf = ({ keyword, flags, heredocs, sources }: Copy): Path | undefined => {
  const [source, more] = sources;
  if (keyword !== 'COPY' || !source || more || heredocs.length > 0) return undefined;
  if (flags.some(({ name }) => !/^(?:chown|chmod|link)$/.test(name))) return undefined;
  if (source.dynamic || isGlob(source.text)) return undefined;
  return joinPath(source.text);
};

const ask = (asked: Asked, path: Path, copy: Copy, { context, source, ignore }: Copied) => {
  const folder = joinPath(context, source) ?? context;
  const below = asked.project.under(context).flatMap((each) => {
    const relative = relativeTo(context, each);
    return relative === undefined || isBuildFile(relative) ? [] : [relative];
  });
  const inside = below.filter((each) => relativeTo(source, each) !== undefined);
  if (asked.project.exists(folder) || inside.length === 0) return undefined;
  const out = inside.filter((each) => ignore && ignoredBy(ignore.ignore, each));
  const copied = inside.filter((each) => !out.includes(each));
  const evidence = evidenceAt(asked, path, copy.span);
  const { line } = evidence;
  const build = [
    ...say`You build ${asked.shown(path)}, and the build context is `,
    ...contextName(asked, path, context),
  ];
  const draft = { maker: 'copied-files', concept: 'copy-and-context', evidence } as const;
  const [left] = byInterest(out);
  const pattern = left === undefined ? undefined : ignore && ignoredBy(ignore.ignore, left);
  if (left !== undefined && pattern && ignore)
    return question({
      ...draft,
      fact: 'dockerignore',
      difficulty: 2,
      stem: [...build, ...say`. Which of these files does line ${line} not bring into the image?`],
      right: {
        text: say`${left}`,
        why: say`The line ${pattern.text} of ${asked.shown(ignore.path)} keeps it out of the context, so COPY does not see it.`,
      },
      wrong: byInterest(copied).map((each) => kept(each, ignore)),
      hints: [
        say`COPY takes its files from the context. Another file says what is kept out of the context.`,
      ],
    });
  const outside = below.filter((each) => !inside.includes(each));
  const [one] = byInterest(copied);
  if (one === undefined) return undefined;
  if (outside.length > 1)
    return question({
      ...draft,
      fact: 'folder-content',
      difficulty: 1,
      stem: [...build, ...say`. Which of these files does line ${line} bring into the image?`],
      right: {
        text: say`${one}`,
        why: say`It stands in the folder that the line copies, and no ignore file leaves it out.`,
      },
      wrong: byInterest(outside).map((each) => ({
        text: say`${each}`,
        why: say`It stands beside the folder ${source}, and this line copies what is in that folder.`,
      })),
      hints: [say`The first path behind COPY names a folder of the context.`],
    });
  if (ignore || source !== '' || interest(one) > 2) return undefined;
  return question({
    ...draft,
    fact: 'whole-context',
    difficulty: 2,
    stem: [
      ...build,
      ...say`. No ${'.dockerignore'} is there. What does line ${line} do with the file ${one}?`,
    ],
    right: {
      text: say`It copies the file with all the others`,
      why: say`The line takes the whole context, and nothing keeps a file out of it.`,
    },
    wrong: [
      {
        text: say`It skips the file when ${'.gitignore'} lists it`,
        why: say`The builder does not read ${'.gitignore'}; what is in the folder is in the context.`,
      },
      {
        text: say`It skips the file, since no program imports it`,
        why: say`COPY does not look at what a program needs; it takes what is there.`,
      },
      {
        text: say`It leaves a link to it on the host`,
        why: say`An image holds copies of files; it does not reach back to the machine that built it.`,
      },
    ],
    hints: [say`Ask what tells the builder to leave a file out, and whether it is there.`],
  });
};

const contextName = (asked: Asked, path: Path, context: Path) => {
  if (context === dirname(path)) return say`the folder in which it stands`;
  return context === '' ? say`the root folder of the project` : say`${asked.shown(context)}`;
};

const kept = (path: Path, { ignore }: IgnoreFile): Answer => {
  const parts = path.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
  const hit = ignore.patterns.some(({ negated, matches }) => !negated && parts.some(matches));
  return {
    text: say`${path}`,
    why: hit
      ? say`A line with ${'!'} takes it into the context again, so it is copied.`
      : say`No line of the ignore file matches its path, so it is copied with the rest.`,
  };
};

const isBuildFile = (path: Path): boolean =>
  /(?:^|\.)(?:dockerfile|containerfile|dockerignore)(?:\.|$)/i.test(basename(path)) ||
  /(?:^|\/)\.git\//.test(path) ||
  path.length > 60;

const interests: readonly RegExp[] = [
  /(?:^|\/)\.env$/,
  /\.(?:pt|pth|pkl|joblib|onnx|h5|bin|safetensors|csv|parquet|npy|gguf)$/,
  /\.ipynb$|(?:^|\/)(?:tests?|data|notebooks|models?)\//,
  /(?:^|\/)(?:README\.md|requirements\.txt|pyproject\.toml|\.gitignore)$/,
  /\.py$/,
];

const interest = (path: Path): number => {
  const found = interests.findIndex((pattern) => pattern.test(path));
  return found < 0 ? interests.length : found;
};

/** The files that people are most likely to wonder about come first. */
const byInterest = (paths: readonly Path[]): readonly Path[] =>
  paths.toSorted((a, b) => interest(a) - interest(b) || a.length - b.length || (a < b ? -1 : 1));
