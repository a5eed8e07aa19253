import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { passedOver } from './walk.ts';

const versionControl: readonly string[] = ['.git', '.hg', '.svn'];
const settingsFiles = /^(?:\.(?:seaworthy|hadolint|kube-linter)|\.?polaris)\.ya?ml$/;
// What lies at the top of a project.
const projectFiles =
  /^(?:\.gitignore|\.github|\.gitlab-ci\.yml|\.dockerignore|pyproject\.toml|setup\.(?:py|cfg)|requirements[\w.-]*\.txt|environment\.ya?ml|package\.json|go\.mod|cargo\.toml|pom\.xml|makefile|justfile|\.devcontainer|taskfile\.ya?ml|skaffold\.ya?ml|(?:docker-)?compose[\w.-]*\.ya?ml|dockerfile|chart\.yaml|kustomization\.ya?ml)$/i;
// What lies at the top of a project, and above many of them.
const introductions = /^(?:readme|licen[cs]e|contributing)\b/i;

// So few files are read in no time, and whatever belongs together is there.
const few = 1000;

/**
 * The folder whose files are read to check one below `here`: the project that holds it. That is its repository; without one, the topmost
 * folder that looks like a project; else as much around it as is read quickly. Settings above a project count, so they belong to it.
 */
export const projectRoot = (here: string, folder: string): string => {
  if (folder === here) return here;
  const chain = between(here, folder);
  const names = new Map(chain.map((each) => [each, namesIn(each)]));
  const has = (each: string, wanted: RegExp): boolean =>
    names.get(each)?.some((name) => wanted.test(name)) ?? false;
  const settings = chain.find((each) => has(each, settingsFiles));
  const repository = chain.findLast((each) =>
    versionControl.some((name) => names.get(each)?.includes(name)),
  );
  if (repository !== undefined) return outer(chain, repository, settings);
  if (isInRepository(dirname(here)) || has(here, projectFiles)) return here;
  const project = chain
    .slice(1)
    .find((each) => has(each, projectFiles) || has(each, introductions));
  if (project !== undefined) return outer(chain, project, settings);
  return outer(chain, chain.find((each) => holdsFew(each)) ?? folder, settings);
};

/** Whether a path is a folder or lies below it. */
export const isBelow = (folder: string, path: string): boolean => {
  const from = relative(folder, path);
  return from !== '..' && !/^\.\.[\\/]/.test(from) && !isAbsolute(from);
};

/** The folders from the outer one down to the inner one. */
const between = (outermost: string, inner: string): readonly string[] => {
  const chain = [inner];
  for (let each = inner; each !== outermost && each !== dirname(each); ) {
    each = dirname(each);
    chain.unshift(each);
  }
  return chain;
};

const outer = (chain: readonly string[], one: string, other: string | undefined): string =>
  chain.find((each) => each === one || each === other) ?? one;

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const isInRepository = (folder: string): boolean =>
  versionControl.some((name) => existsSync(join(folder, name))) ||
  (folder !== dirname(folder) && isInRepository(dirname(folder)));

const holdsFew = (folder: string): boolean => {
  let left = few;
  const queue = [folder];
  for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
    try {
      for (const entry of readdirSync(each, { withFileTypes: true })) {
        if (entry.isFile() && --left < 0) return false;
        if (entry.isDirectory() && !passedOver.has(entry.name)) queue.push(join(each, entry.name));
      }
    } catch {}
  }
  return true;
};
