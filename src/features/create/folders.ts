import { dirname, type Path } from '../../text/path.ts';
import type { Asked } from './asked.ts';
import { needsOf } from './needs.ts';
import { type Start, startsBelow } from './starts.ts';

const marks =
  /(?:^|\/)(?:requirements[^/]*\.txt|requirements\/[^/]+\.txt|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|environment\.ya?ml)$/;

/** The directories for which an image may be made: those with code that starts and a list of what it needs; the root where there is none. */
export const projectFolders = (asked: Asked): readonly Path[] => {
  const all = marked(asked);
  const found = all.filter((folder) => startsBelow(folder, inside(folder, all), asked).length > 0);
  return found.length > 0 ? found.toSorted() : [''];
};

/** What may start of the project in a directory; that of projects below it only where there is nothing else. */
export const startsOf = (folder: Path, asked: Asked): readonly Start[] => {
  const own = startsBelow(folder, inside(folder, marked(asked)), asked);
  return own.length > 0 ? own : startsBelow(folder, [], asked);
};

/** The directories with a list of dependencies. */
const marked = ({ project }: Asked): readonly Path[] => {
  const homes = new Set(
    project
      .under('')
      .filter((path) => marks.test(path))
      .map(homeOf),
  );
  return [...homes].filter((folder) => {
    const needs = needsOf(folder, project);
    return typeof needs === 'string' || needs.by !== 'nothing';
  });
};

const inside = (folder: Path, all: readonly Path[]): readonly Path[] =>
  all.filter((each) => each !== folder && (folder === '' || each.startsWith(`${folder}/`)));

/** The directory that a list of dependencies is about: that above a directory of lists. */
const homeOf = (path: Path): Path => {
  const folder = dirname(path);
  return /(?:^|\/)requirements$/.test(folder) ? dirname(folder) : folder;
};
