import type { DockerfileIn, Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import { isMounted, isSetByService } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalState, inImage, type State } from '../../syntax/dockerfile/state.ts';
import type { Import } from '../../syntax/python/scan.ts';
import { pythonProgram } from '../../syntax/shell/program.ts';
import { dirname, joinPath, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { installsProject, pythonPath } from '../modules.ts';
import { treeOf } from '../stage.ts';
import { entryOf } from '../start/entry.ts';
import { targetOf } from '../target.ts';
import { entryAt, filesIn, inside, type Tree, under } from '../tree.ts';

/** A module of the project that the started code imports and that is not in the image. */
export interface LeftOut {
  /** As the code imports it: `app.db`. */
  readonly module: string;
  /** The file of the project that it is. */
  readonly file: Path;
  /** Where it is imported. */
  readonly from: { readonly file: Path; readonly at: Span };
  /** Why it is not there. */
  readonly because: string;
  /** The project has it where this code would not look for it. */
  readonly stray?: true;
  /** Where the image has it: Python does not look there. */
  readonly elsewhere?: string;
}

/** What the code that a stage starts imports of the project and does not find in the image, with the source of the COPY that brings the entry file. */
export const leftOutModules = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): { readonly at: Span; readonly missing: readonly LeftOut[] } | undefined => {
  const entry = entryOf(file, stage, project);
  const state = finalState(file, stage);
  const place = entry && imagePlace(stage, state);
  if (!entry || !place || installsProject(file, stage, project)) return undefined;
  const tree = treeOf(file, stage, project).end;
  const start = place.paths.find((path) => sourceAt(tree, path) === entry.file);
  const folders = start === undefined ? undefined : searched(state, place, start);
  const own = start === undefined ? undefined : entryAt(tree, start);
  if (!start || !folders || own?.is !== 'yes' || own.from.kind !== 'context') return undefined;
  const places = [start, ...folders];
  if (places.some((each) => isMounted(file, each, project))) return undefined;
  if (isSetByService(file, 'PYTHONPATH', project)) return undefined;
  const moves = loadedFiles(entry.file, entry.root, project).some(
    (path) => project.python(path)?.changesPath,
  );
  const missing = follow(tree, start, folders, entry.root, project).filter(
    ({ module, stray }) =>
      !(stray && (moves || place.open)) &&
      !folders.some((each) => isMounted(file, moduleAt(each, module), project)),
  );
  return missing.length > 0 ? { at: own.from.place.at, missing } : undefined;
};

/** Tells whether the image of a stage has a module, `app` or `app.py`, where its started code looks for its own. */
export const ownModuleIn = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): ((top: string) => boolean) => {
  const state = finalState(file, stage);
  const place = imagePlace(stage, state);
  const tree = place && treeOf(file, stage, project).end;
  const start = tree && place.paths.find((path) => entryAt(tree, path).is === 'yes');
  const folders = start === undefined ? undefined : searched(state, place ?? nowhere, start);
  return (top) =>
    tree !== undefined &&
    (folders ?? []).some((folder) =>
      [top, `${top}.py`].some((name) => entryAt(tree, under(folder, name)).is === 'yes'),
    );
};

interface Place {
  /** Where the entry file may be in the image. */
  readonly paths: readonly string[];
  /** The directories that a server searches first; undefined for a file, beside which Python looks. */
  readonly roots: readonly string[] | undefined;
  /** What starts the file may look elsewhere too, as `fastapi run` does above its packages. */
  readonly open?: true;
}

const nowhere: Place = { paths: [], roots: undefined };

const imagePlace = (stage: Stage, state: State): Place | undefined => {
  const start = startCommand(stage);
  const target = start && targetOf(start.words, state);
  if (!target) return undefined;
  const path = target.kind === 'file' ? inImage(state, target.text) : undefined;
  if (target.kind === 'file')
    return path === undefined
      ? undefined
      : {
          ...{ paths: [path], roots: undefined },
          ...(pythonProgram(start.words) ? {} : { open: true }),
        };
  const roots = target.roots.flatMap((root) => inImage(state, root) ?? []);
  const inner = target.text.replaceAll('.', '/');
  const paths = roots.flatMap((root) =>
    [`${inner}.py`, `${inner}/__main__.py`, `${inner}/__init__.py`].map((each) =>
      under(root, each),
    ),
  );
  return { paths, roots };
};

/** The directories in which Python looks for modules of the project; undefined when PYTHONPATH is not known. */
const searched = (state: State, { roots }: Place, start: string): readonly string[] | undefined => {
  const more = pythonPath(state);
  if (!more) return undefined;
  const first = roots ?? [start.slice(0, Math.max(1, start.lastIndexOf('/')))];
  return [...first, ...more.flatMap((each) => inImage(state, each) ?? [])];
};

const sourceAt = (tree: Tree, path: string): Path | undefined => {
  const entry = entryAt(tree, path);
  return entry.is === 'yes' ? entry.value.source : undefined;
};

/** The path of a module below a directory, without its ending. */
const moduleAt = (folder: string, module: string): string =>
  under(folder, module.replaceAll('.', '/'));

const mostFiles = 400;

/** Follows the imports through the files in the image. */
const follow = (
  tree: Tree,
  start: string,
  folders: readonly string[],
  root: Path,
  project: Project,
): readonly LeftOut[] => {
  const found: LeftOut[] = [];
  const named = new Set<string>();
  const queue = [start, ...packagesOf(tree, start, folders)];
  const seen = new Set(queue);
  for (
    let path = queue.shift();
    path !== undefined && seen.size < mostFiles;
    path = queue.shift()
  ) {
    const source = sourceAt(tree, path);
    for (const each of (source && project.python(source)?.imports) || []) {
      if (source === undefined || each.when !== 'always' || each.module === '') continue;
      const answer = find(tree, path, source, each, folders, root, project);
      const next =
        answer?.kind === 'there' ? [...packagesOf(tree, answer.path, folders), answer.path] : [];
      for (const one of next) {
        if (seen.has(one)) continue;
        seen.add(one);
        queue.push(one);
      }
      if (answer?.kind !== 'left out' || named.has(answer.file)) continue;
      named.add(answer.file);
      const { kind: _, ...where } = answer;
      found.push({ module: each.module, ...where, from: { file: source, at: each.span } });
    }
  }
  return found;
};

/** The `__init__.py` of each package that a module is in, which Python runs before it. */
const packagesOf = (tree: Tree, path: string, folders: readonly string[]): readonly string[] => {
  const found: string[] = [];
  const root = folders.find((each) => inside(each, path) !== undefined);
  for (let at = dirname(path); root !== undefined && at.length > root.length; at = dirname(at))
    found.unshift(`${at}/__init__.py`);
  return found.filter((each) => each !== path && entryAt(tree, each).is === 'yes');
};

type Answer =
  | { readonly kind: 'there'; readonly path: string }
  | ({ readonly kind: 'left out' } & Pick<LeftOut, 'file' | 'because' | 'stray' | 'elsewhere'>);

/** Whether an import finds its module in the image; undefined when it is not one of the project, or that is not known. */
const find = (
  tree: Tree,
  path: string,
  source: Path,
  { level, module }: Import,
  folders: readonly string[],
  root: Path,
  project: Project,
): Answer | undefined => {
  const up = Array<string>(Math.max(0, level - 1)).fill('..');
  const base = level > 0 ? joinPath(dirname(source), ...up) : root;
  const inner = module.replaceAll('.', '/');
  const ends = [`${inner}.py`, `${inner}/__init__.py`];
  const file = ends
    .flatMap((end) => joinPath(base ?? '', end) ?? [])
    .find((each) => project.exists(each));
  if (base === undefined) return undefined;
  if (file === undefined)
    return level > 0 ? undefined : findElsewhere(tree, module, ends, folders, project);
  if (level === 0 && isPublic(module, project)) return undefined;
  const places = level > 0 ? [`/${joinPath(path, '..', ...up) ?? ''}`] : folders;
  const answers = places.flatMap((place) =>
    ends.map((end) => ({ path: under(place, end), answer: entryAt(tree, under(place, end)) })),
  );
  const there = answers.find(({ answer }) => answer.is === 'yes');
  if (there) return { kind: 'there', path: there.path };
  // A directory of that name may hold a compiled module.
  const because = answers.map(({ answer }) =>
    answer.is === 'no' ? answer.because.text : undefined,
  );
  return because.some((each) => each === undefined)
    ? undefined
    : { kind: 'left out', file, because: because[0] ?? '' };
};

/** The one file of the project that a module may be, where Python finds nothing of its first name in the directories it looks in. */
const findElsewhere = (
  tree: Tree,
  module: string,
  ends: readonly string[],
  folders: readonly string[],
  project: Project,
): Answer | undefined => {
  const [top = ''] = module.split('.');
  if (isPublic(module, project) || top === '') return undefined;
  const answers = folders.flatMap((folder) =>
    [top, `${top}.py`].map((name) => entryAt(tree, under(folder, name))),
  );
  const [first] = answers;
  if (first?.is !== 'no' || answers.some(({ is }) => is !== 'no')) return undefined;
  const [file, more] = project
    .under('')
    .filter((path) => ends.some((end) => path === end || path.endsWith(`/${end}`)));
  if (file === undefined || more !== undefined) return undefined;
  const elsewhere = [...filesIn(tree)].find((path) => sourceAt(tree, path) === file);
  return {
    ...{ kind: 'left out', file, because: first.because.text, stray: true },
    ...(elsewhere === undefined ? {} : { elsewhere }),
  };
};

/** Whether a module has the name of one of Python or of a distribution, which an install may bring. */
const isPublic = (module: string, { packages }: Project): boolean => {
  const top = module.split('.')[0] ?? '';
  return (
    !packages ||
    packages.standard.includes(top) ||
    Object.hasOwn(packages.imports, top) ||
    Object.hasOwn(packages.packages, top)
  );
};
