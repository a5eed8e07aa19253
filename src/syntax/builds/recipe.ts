import type { ShellFile } from '../shell/script-file.ts';
import { buildsOfBake, buildsOfBakeHcl } from './bake.ts';
import { parseCompose } from './compose.ts';
import { isCompose, isComposeText } from './is-compose.ts';
import { emptyRecipe, type Recipe, type StatedBuild } from './model.ts';
import {
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
  [/^docker-bake[^/]*\.hcl$/, buildsOfBakeHcl],
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
