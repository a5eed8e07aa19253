import type { Copy, Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import { inImage, resolve, type State, statesOf } from '../syntax/dockerfile/state.ts';
import type { Word } from '../syntax/word.ts';
import { joinPath, type Path } from '../text/path.ts';
import { standsAt } from './context.ts';
import type { DockerfileIn, Project } from './project.ts';

/** One source of a COPY and where it lands in the image. */
interface Landing {
  /** The file or folder in the project. */
  readonly from: Path;
  /** The path in the image: of the file itself, or of the folder that takes the contents. */
  readonly to: Path;
}

/** The project's files as they stand in the image of a stage. */
export interface ImageFiles {
  /** The project's file at an absolute path of the image, or undefined. */
  at(path: string): Path | undefined;
  /** A copy whose sources or target are not known: files may be missing from this picture. */
  readonly open: boolean;
}

/** Follows COPY and ADD of a stage and its parents; copies from other stages make the picture open. */
export const imageFiles = (
  file: DockerfileIn,
  stage: Stage,
  context: Path,
  project: Project,
): ImageFiles => {
  const landings: Landing[] = [];
  const folders = new Set<string>();
  let open = false;
  for (const each of lineage(stage).toReversed()) {
    for (const { instruction, state } of statesOf(file, each)) {
      if (instruction.keyword === 'WORKDIR') folders.add(workdirOf(instruction.words[0], state));
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
      const found = instruction.from
        ? undefined
        : landingsOf(instruction, state, context, project, folders);
      if (found) landings.unshift(...found);
      else open = true;
    }
  }
  return {
    open,
    at(path) {
      for (const { from, to } of landings) {
        const rest = below(to, path);
        if (rest === undefined) continue;
        const source = rest === '' ? from : joinPath(from, rest);
        if (source !== undefined && project.exists(source)) return source;
      }
      return undefined;
    },
  };
};

const below = (folder: string, path: string): string | undefined => {
  if (path === folder) return '';
  const start = folder === '/' ? '/' : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
};

/** The directory that a WORKDIR makes; empty where it is not known. */
const workdirOf = (word: Word | undefined, state: State): string => {
  const text = word && resolve(word, state);
  return (text === undefined ? undefined : inImage(state, text)) ?? '';
};

const landingsOf = (
  copy: Copy,
  state: State,
  context: Path,
  project: Project,
  folders: ReadonlySet<string>,
): readonly Landing[] | undefined => {
  const target = copy.target && resolve(copy.target, state);
  const to = target === undefined ? undefined : inImage(state, target);
  if (target === undefined || to === undefined) return undefined;
  const many = copy.sources.length > 1 || target.endsWith('/') || target === '.' || target === '..';
  const landings: Landing[] = [];
  for (const word of copy.sources) {
    const text = resolve(word, state);
    if (text === undefined || /[*?[]/.test(text) || /^[a-z]+:\/\//i.test(text)) return undefined;
    const from = joinPath(context, text);
    if (from === undefined) return undefined;
    const name = text.slice(text.replace(/\/+$/, '').lastIndexOf('/') + 1);
    const isFile = project.exists(from);
    if (!isFile && !standsAt(project, from)) continue;
    landings.push({
      from,
      to: isFile && (many || folders.has(to) || isFolder(to, landings)) ? join(to, name) : to,
    });
  }
  return landings;
};

const join = (folder: string, name: string): string =>
  folder === '/' ? `/${name}` : `${folder}/${name}`;

const isFolder = (path: string, landings: readonly Landing[]): boolean =>
  landings.some(({ to }) => to.startsWith(`${path}/`));
