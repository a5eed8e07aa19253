import type { DockerfileIn, Project } from '../../project/project.ts';
import { startScript } from '../../project/start-script.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import type { ShellFile } from '../../syntax/shell/script-file.ts';
import { filesAt } from '../files.ts';

/** The shell script of the project that the container of a stage starts with; undefined when it starts none, or the project does not have it. */
export const startedScript = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): ShellFile | undefined => {
  const started = startScript(file, stage);
  if (!started) return undefined;
  const at = filesAt(file, stage, project);
  const [path] = started.paths.flatMap((each) => at(each) ?? []);
  return path === undefined ? undefined : project.script(path);
};
