import type { DockerfileIn, Project } from '../../project/project.ts';
import { isSetByService } from '../../project/services.ts';
import { closestTypo } from '../../project/typo.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import type { Word } from '../../syntax/word.ts';
import { basename, dirname } from '../../text/path.ts';
import { treeOf } from '../stage.ts';
import { entryAt, filesIn, type Tree } from '../tree.ts';
import { isVolume, mountedOver } from './mounted-over.ts';

/** A variable that names a file by a path that is not in the image, where one of a near name is. */
export interface MisnamedFile {
  readonly key: string;
  readonly word: Word;
  readonly path: string;
  readonly meant: string;
}

// Names of files that are read; others are written when the container runs.
const named = /(?:CREDENTIALS|_FILE|_PATH|_CONFIG)$/;
const written =
  /(?:^|_)(?:CACHE|DB|DUMP|LOG|OUT|OUTPUT|PID|RESULT|SAVE|SOCKET|SQLITE|STATE|TMP)S?_/;

/** The variables of a stage that name a file by a slip: silent where a volume may bring it, or something outside sets them. */
export const misnamedFiles = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly MisnamedFile[] => {
  const found = new Map<string, Word>();
  for (const { instructions } of lineage(stage).toReversed())
    for (const each of instructions)
      for (const { key, value } of each.keyword === 'ENV' ? each.pairs : [])
        if (value && named.test(key.text)) found.set(key.text, value);
  return [...found].flatMap(([key, word]) => {
    const path = word.text;
    if (word.dynamic || !/^\/[\w./-]+\.[a-z]\w{1,7}$/i.test(path) || written.test(key)) return [];
    const tree = treeOf(file, stage, project).end;
    if (entryAt(tree, path).is !== 'no') return [];
    const near = closestTypo(basename(path), besides(tree, path));
    if (near === undefined || isSetByService(file, key, project)) return [];
    if (mountedOver(file, path, project) !== 'nothing' || isVolume(stage, path)) return [];
    return [{ key, word, path, meant: `${dirname(path)}/${near}` }];
  });
};

/** The names of the files that are in the directory of a path and end as it does. */
const besides = (tree: Tree, path: string): ReadonlySet<string> => {
  const ending = path.slice(path.lastIndexOf('.'));
  const names = new Set<string>();
  for (const each of filesIn(tree))
    if (
      dirname(each) === dirname(path) &&
      each.endsWith(ending) &&
      entryAt(tree, each).is === 'yes'
    )
      names.add(basename(each));
  return names;
};
