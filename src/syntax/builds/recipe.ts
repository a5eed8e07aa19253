import type { ShellFile } from '../shell/script-file.ts';
import { parseCompose } from './compose.ts';
import { emptyRecipe, type Recipe, type StatedBuild } from './model.ts';
import {
  buildsOfBake,
  buildsOfCloudBuild,
  buildsOfDevcontainer,
  buildsOfGitlab,
  buildsOfSkaffold,
} from './other-recipes.ts';
import { buildsOfMakefile, buildsOfScript, mayBuild } from './scripts.ts';
import { buildsOfWorkflow } from './workflow.ts';

/** What a file tells of builds by its path and its text; of one that cannot be read nothing is known. */
export const parseRecipe = (path: string, text: string): Recipe => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const read = isCompose(path)
    ? undefined
    : readers.find(([pattern]) => pattern.test(path) || pattern.test(name))?.[1];
  if (!read) return isCompose(path) || isComposeText(text) ? parseCompose(text) : emptyRecipe;
  return { builds: read(text), services: [] };
};

/** Whether a path is one of a compose file. */
export const isCompose = (path: string): boolean =>
  /(?:^|\/)(?:[^/]*docker-compose|(?:[^/]*\.)?compose)[^/]*\.ya?ml$/.test(path) &&
  !/(?:^|\/)\.(?:github|gitea)\//.test(path);

/** Whether a YAML text is one of Compose whatever its name: services, one of which is built. */
export const isComposeText = (text: string): boolean =>
  /^services:[ \t]*\r?$/m.test(text) &&
  /^[ \t]+build:/m.test(text) &&
  /^[ \t]+(?:image|context|ports|environment|volumes|command):/m.test(text);

type Reader = (text: string) => readonly StatedBuild[];

/** Reads only texts that hold a line which builds. */
const ofLines =
  (read: Reader): Reader =>
  (text) =>
    mayBuild(text) ? read(text) : [];

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:GNU)?[Mm]akefile$/, ofLines((text) => buildsOfMakefile(text, true))],
  [/^[Jj]ustfile$/, ofLines((text) => buildsOfMakefile(text, true))],
  [/^(?:(?:GNU)?[Mm]akefile\.\w+|.*\.mk)$/, ofLines((text) => buildsOfMakefile(text, false))],
  [/devcontainer\.json$/, buildsOfDevcontainer],
  [/^skaffold[^/]*\.ya?ml$/, buildsOfSkaffold],
  [/^docker-bake[^/]*\.json$/, buildsOfBake],
  [/^\.gitlab-ci\.ya?ml$/, ofLines(buildsOfGitlab)],
  [/^cloudbuild[^/]*\.ya?ml$/, buildsOfCloudBuild],
  [/(?:^|\/)\.(?:github|gitea)\/.*\.ya?ml$/, ofLines(buildsOfWorkflow)],
  [/^action\.ya?ml$/, ofLines(buildsOfWorkflow)],
];

/** The builds of a shell script. */
export const recipeOfScript = (file: ShellFile): Recipe =>
  mayBuild(file.text)
    ? { builds: buildsOfScript(file.text, file.script()), services: [] }
    : emptyRecipe;
