import type { Stage } from '../syntax/dockerfile/model.ts';
import type { ShellFile } from '../syntax/shell/script-file.ts';
import { buildContext } from './context.ts';
import { imageFiles } from './image-files.ts';
import type { DockerfileIn, Project } from './project.ts';
import { startScript } from './start-script.ts';

/** The shell script of the project that the container of a stage starts with; undefined when it starts none, or the project does not have it. */
export const startedScript = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): ShellFile | undefined => {
  const started = startScript(file, stage);
  if (!started) return undefined;
  const files = imageFiles(file, stage, buildContext(file, project).folder, project);
  const [path] = started.paths.flatMap((each) => files.at(each) ?? []);
  return path === undefined ? undefined : project.script(path);
};
