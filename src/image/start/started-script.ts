import type { DockerfileIn, Project } from '../../project/project.ts';
import { startScript } from '../../project/start-script.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import type { ShellFile } from '../../syntax/shell/script-file.ts';
import type { Word } from '../../syntax/word.ts';
import { basename, type Path } from '../../text/path.ts';
import { filesAt } from '../files.ts';
import { treeOf } from '../stage.ts';
import { entryAt } from '../tree.ts';

/** A script of the project that a stage starts with, as it is in the image. */
export interface StartedScript {
  readonly word: Word;
  readonly by: 'kernel' | 'launcher' | 'shell';
  /** Its path in the image. */
  readonly path: string;
  readonly source: Path;
  readonly file: ShellFile;
}

/** The script that a stage starts with; undefined when there is none, or when its text in the image is not known. */
export const startedScript = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): StartedScript | undefined => {
  const start = startScript(file, stage);
  const name = start && basename(start.word.text);
  if (!start || !project.under('').some((path) => basename(path) === name)) return undefined;
  const { end } = treeOf(file, stage, project);
  for (const path of start.paths) {
    const entry = entryAt(end, path);
    const source = entry.is === 'yes' ? entry.value.source : undefined;
    const script = source === undefined ? undefined : project.script(source);
    if (source !== undefined && script)
      return { word: start.word, by: start.by, path, source, file: script };
  }
  return undefined;
};

/** The script that a stage most likely starts with, whatever hidden steps may have done to it: enough to say nothing, and too little for a claim. */
export const likelyStartScript = (
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
