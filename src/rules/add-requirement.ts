import { compare } from '@renovatebot/pep440';
import { firstWithout } from '../image/checks/moved-imports.ts';
import { newestBeside } from '../image/installs/conflicts.ts';
import type { Installs } from '../image/installs/installed.ts';
import { isProjectInstall } from '../image/installs/project-installs.ts';
import { takesLines } from '../image/installs/requirement-lines.ts';
import type { Project } from '../project/project.ts';
import type { ForeignImport } from '../project/python-imports.ts';
import { pythonOf } from '../project/stage-base.ts';
import { pinnedRelease } from '../project/wheels.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { rootImage } from '../syntax/dockerfile/stages.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { insert } from '../text/edit.ts';
import { imageName } from '../text/image.ts';
import type { Path } from '../text/path.ts';
import { isTried } from './keep-older.ts';
import type { Fix } from './rule.ts';

/** The fix that adds a distribution to what a stage installs for its code, a requirements file, a pyproject.toml or the words of a pip install, with a version where its neighbours have one, in a release that has what the code imports; none where that cannot be written. */
export const addRequirement = (
  name: string,
  installs: Installs,
  stage: Stage,
  project: Project,
  imports: readonly ForeignImport[] = [],
): readonly Fix[] => {
  const distribution = forDevice(name, stage);
  const write: Write = (version) =>
    requirementFor({ distribution, imports, installs, stage, version }, project);
  const { project: own, requirements: path } = installs.last ?? {};
  if (path !== undefined) return addToFile(path, write, project);
  return own === undefined ? addToCommand(installs, write) : addToProject(own, write, project);
};

/** How a requirement says its version; undefined for one that says none. */
type Operator = '==' | '>=' | undefined;

/** Writes the requirement for a place; undefined where no release fits. */
type Write = (version: Operator) => string | undefined;

/** On CUDA the distribution that uses it. */
const forDevice = (name: string, stage: Stage): string => {
  const image = rootImage(stage);
  return name === 'onnxruntime' && image && imageName(image) === 'nvidia/cuda'
    ? 'onnxruntime-gpu'
    : name;
};

const addToFile = (path: Path, write: Write, project: Project): readonly Fix[] => {
  const file = project.requirements(path);
  if (!file || !takesLines(file)) return [];
  const text = write(operatorOf(file.entries));
  return text === undefined
    ? []
    : [
        {
          title: `Add ${text} to ${path}`,
          edits: () => [{ ...insert(file.end[0], `${file.lineEnd}${text}`), path }],
        },
      ];
};

interface Versioned {
  readonly version: string;
}

const isPinned = ({ version }: Versioned): boolean => pinnedRelease(version) !== undefined;

/** How all neighbours say their versions. */
const operatorOf = (neighbours: readonly Versioned[]): Operator =>
  neighbours.every(isPinned)
    ? '=='
    : neighbours.every(({ version }) => version !== '')
      ? '>='
      : undefined;

const addToProject = (path: Path, write: Write, project: Project): readonly Fix[] => {
  const file = project.pythonProject(path);
  const text = file?.end && write(operatorOf(file.dependencies));
  if (!file?.end || text === undefined) return [];
  const { after, at, before } = file.end;
  return [
    {
      title: `Add ${text} to ${path}`,
      edits: () => [{ ...insert(at, `${before}${text}${after}`), path }],
    },
  ];
};

const addToCommand = ({ last }: Installs, write: Write): readonly Fix[] => {
  const commands = last?.run.script.commands ?? [];
  // What is installed beside the project's own file is gone with the next lock.
  if (commands.some(isProjectInstall)) return [];
  const install = commands.flatMap((command) => pipInstall(command) ?? []).at(-1);
  const word = install?.packages.at(-1)?.word;
  if (!install || !word || install.requirements.length > 0) return [];
  const text = write(install.packages.every(({ version }) => version !== '') ? '==' : undefined);
  if (text === undefined) return [];
  // A shell reads < as the name of a file.
  const shown = text.includes('<') ? `"${text}"` : text;
  return [{ title: `Install ${text} too`, edits: () => [insert(word.span[1], ` ${shown}`)] }];
};

interface Wanted {
  readonly distribution: string;
  readonly imports: readonly ForeignImport[];
  readonly installs: Installs;
  readonly stage: Stage;
  readonly version: Operator;
}

/** The distribution, with its newest release that fits where it is to be pinned, and below the first that lacks what is imported. */
const requirementFor = (
  { distribution, imports, installs, stage, version }: Wanted,
  { packages }: Project,
): string | undefined => {
  const python = pythonOf(stage);
  const without = packages && firstWithout(distribution, imports, packages);
  if (!packages || !(version || without)) return distribution;
  if (without && !(without.kept && isTried(python))) return undefined;
  if (!version) return `${distribution}<${without?.gone}`;
  const release = newestBeside(
    distribution,
    installs.python,
    python,
    packages,
    (each) => !without || compare(each, without.gone) < 0,
  );
  if (release !== undefined) return `${distribution}${version}${release}`;
  return without ? undefined : distribution;
};
