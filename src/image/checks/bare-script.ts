import type { DockerfileIn, Project } from '../../project/project.ts';
import { isOverridden } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, inImage } from '../../syntax/dockerfile/state.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName } from '../../text/image.ts';
import { dirname } from '../../text/path.ts';
import { filesAt } from '../files.ts';
import { treeOf } from '../stage.ts';
import { filesIn } from '../tree.ts';

/** A Python file that a stage starts by its name, as if it were a program of PATH. */
export interface BareScript {
  readonly word: Word;
  /** Where it is in the image. */
  readonly path: string;
}

/** The file of the working directory that a start command names as its program, without a path and without Python; undefined where PATH may lead to it, or something else starts. */
export const bareScript = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): BareScript | undefined => {
  const start = startCommand(stage);
  const [word] = start?.words ?? [];
  const [origin, more] = start?.from ?? [];
  if (!word || !origin || more || word.dynamic || !/^[\w-]+\.py$/.test(word.text)) return undefined;
  const image = rootImage(stage);
  const direct = origin.form === 'shell' || origin.words[0] === word;
  if (!direct || !image || !/^(?:python|debian|ubuntu)$/.test(imageName(image))) return undefined;
  const state = finalState(file, stage);
  const path = inImage(state, word.text);
  if (path === undefined || !filesAt(file, stage, project)(path)) return undefined;
  if (placesOf(stage).some((each) => leadsTo(each, dirname(path)))) return undefined;
  // Another copy, or a link, may be in PATH.
  if (new RegExp(`bin\\b[^\\n]*${word.text}|${word.text}[^\\n]*bin\\b`).test(file.text))
    return undefined;
  for (const each of filesIn(treeOf(file, stage, project).end))
    if (each !== path && each.endsWith(`/bin/${word.text}`)) return undefined;
  return isOverridden(file, project) ? undefined : { word, path };
};

/** The directories that a stage adds to PATH, as they are written. */
const placesOf = (stage: Stage): readonly string[] =>
  lineage(stage).flatMap(({ instructions }) =>
    instructions.flatMap((each) =>
      each.keyword === 'ENV'
        ? each.pairs.flatMap(({ key, value }) =>
            key.text === 'PATH' ? (value?.text.split(':') ?? []) : [],
          )
        : [],
    ),
  );

const leadsTo = (place: string, directory: string): boolean =>
  place === '.' || place === directory || /\$(?!\{?PATH\b)/.test(place);
