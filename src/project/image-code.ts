import { basename, dirname, type Path } from '../text/path.ts';
import type { DockerfileFacts } from './facts.ts';
import { isTestData } from './homes.ts';
import type { Project } from './project.ts';

const most = 200;

/** The Python files that an image is likely built from: those beside its Dockerfile and below, tests and the folders of other Dockerfiles left out. */
export const pythonFilesOf = (facts: DockerfileFacts, project: Project): readonly Path[] => {
  const folder = dirname(facts.file);
  const others = project
    .dockerfiles()
    .map(({ file }) => dirname(file))
    .filter((each) => each !== folder && each.startsWith(folder === '' ? '' : `${folder}/`));
  const files: Path[] = [];
  for (const path of project.under(folder)) {
    if (!path.endsWith('.py') || isTestData(path) || /^(?:test_|conftest)/.test(basename(path)))
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
  const folder = dirname(facts.file);
  // The longest end of the path in the image that the project has.
  for (let rest = code.replace(/^\/+/, ''); rest !== ''; ) {
    const path = folder === '' ? rest : `${folder}/${rest}`;
    if (project.exists(path)) return path;
    const slash = rest.indexOf('/');
    if (slash < 0) break;
    rest = rest.slice(slash + 1);
  }
  return undefined;
};
