import { pythonProgram } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { basename, dirname, joinPath, type Path } from '../text/path.ts';
import type { DockerfileFacts } from './facts.ts';
import { isTestData } from './homes.ts';
import type { Project } from './project.ts';
import { loadedFiles } from './python-imports.ts';

const most = 200;

/** The Python files that an image is likely built from: those beside its Dockerfile and below, tests and the folders of other Dockerfiles left out. */
export const pythonFilesOf = (
  facts: Pick<DockerfileFacts, 'file'>,
  project: Project,
): readonly Path[] => {
  const folder = dirname(facts.file);
  const others = project
    .dockerfiles()
    .map(({ file }) => dirname(file))
    .filter((each) => each !== folder && each.startsWith(folder === '' ? '' : `${folder}/`));
  const files: Path[] = [];
  for (const path of project.under(folder)) {
    if (
      !path.endsWith('.py') ||
      isTestData(path.slice(folder.length)) ||
      /^(?:test_|conftest)/.test(basename(path))
    )
      continue;
    if (others.some((each) => path.startsWith(`${each}/`))) continue;
    files.push(path);
    if (files.length >= most) break;
  }
  return files;
};

/** The file of the project that the start command of an image runs, where there is one of that name beside its Dockerfile. */
export const startFileOf = (facts: DockerfileFacts, project: Project): Path | undefined => {
  const code = facts.start?.code?.value;
  if (code === undefined) return undefined;
  const stated = project.builds(facts.file).flatMap(({ context }) => context ?? []);
  for (const folder of new Set([dirname(facts.file), ...stated])) {
    const copied = (facts.start?.sources ?? [])
      .flatMap((source) => joinPath(folder, source) ?? [])
      .find((path) => project.exists(path));
    const found = copied ?? fileBeside(folder, code, project);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The file of the project that a path in an image likely comes from: the longest end of it that is there below a directory. */
const fileBeside = (folder: Path, inImage: string, project: Project): Path | undefined => {
  const parts = inImage.split('/').filter((part) => part !== '' && part !== '.');
  for (let from = 0; from < parts.length; from++) {
    const path = joinPath(folder, ...parts.slice(from));
    if (path !== undefined && project.exists(path)) return path;
  }
  return undefined;
};

/** The Python files that a container loads when it starts: those of the image's own start command, or of the command that the pod sets. */
export const filesStartedBy = (
  facts: DockerfileFacts,
  words: readonly Word[] | undefined,
  project: Project,
): readonly Path[] => {
  const own = words && pythonProgram(words);
  const named =
    own?.file?.text ?? (own?.module ? `${own.module.text.replaceAll('.', '/')}.py` : '');
  const entry = words
    ? fileBeside(dirname(facts.file), named, project)
    : startFileOf(facts, project);
  return entry?.endsWith('.py') ? loadedFiles(entry, dirname(facts.file), project) : [];
};
