import type { Project } from '../../project/project.ts';
import { basename, type Path } from '../../text/path.ts';

/** A project of which files are made, with the texts of those of its files that were read. */
export interface Asked {
  readonly project: Project;
  text(path: Path): string | undefined;
}

/** A file that is made. */
export interface NewFile {
  readonly path: Path;
  readonly text: string;
}

/** What is made, or the answer in words why nothing is. */
export type Made =
  | { readonly kind: 'files'; readonly files: readonly NewFile[] }
  | { readonly kind: 'choose'; readonly starts: readonly StartChoice[] }
  | { readonly kind: 'none'; readonly why: string }
  /** A file of the project does already what was asked for: `a Deployment`. */
  | { readonly kind: 'there'; readonly file: Path; readonly what: string };

/** One of several things that an image may start. */
export interface StartChoice {
  /** What `createDockerfile` is asked for when it is chosen. */
  readonly id: string;
  /** The file and what it is: `api/main.py`, `FastAPI`. */
  readonly file: Path;
  readonly what: string;
}

/** A directory as a name of an image, and of Kubernetes objects; the root is called as the project. */
export const nameOfFolder = (folder: Path, { name }: Pick<Project, 'name'>): string => {
  const text = (folder === '' ? basename(name) : basename(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  return text === '' ? 'app' : text;
};
