import type { Installs } from '../image/installs/installed.ts';
import { closureOf } from '../project/closure.ts';
import { buildContext } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { pythonOf } from '../project/stage-base.ts';
import type { Copy, Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import type { Word } from '../syntax/word.ts';
import { insert } from '../text/edit.ts';
import { lineEndOf } from '../text/lines.ts';
import { basename, joinPath, type Path } from '../text/path.ts';
import type { Fix } from './rule.ts';

/** A requirements file that a stage copies by its name and that nothing installs. */
export interface CopiedRequirements {
  readonly word: Word;
  readonly path: Path;
  /** What an install of it would bring. */
  readonly brings: ReadonlySet<string>;
  readonly fixes: readonly Fix[];
}

/** The requirements files of a stage whose installs are all known, copied and not installed. */
export const copiedRequirements = (
  file: DockerfileIn,
  stage: Stage,
  { python }: Installs,
  project: Project,
): readonly CopiedRequirements[] => {
  const { packages } = project;
  const { folder } = buildContext(file, project);
  if (!packages) return [];
  return lineage(stage).flatMap(({ instructions }) =>
    instructions.flatMap((copy) => {
      if ((copy.keyword !== 'COPY' && copy.keyword !== 'ADD') || copy.from) return [];
      return copy.sources.flatMap((word): readonly CopiedRequirements[] => {
        const path = word.dynamic ? undefined : joinPath(folder, word.text);
        if (path === undefined || !/^requirements.*\.txt$/.test(basename(path))) return [];
        const entries = project.requirements(path)?.entries ?? [];
        if (entries.length === 0 || python.some((each) => each.file === path)) return [];
        const { names: brings } = closureOf(entries, pythonOf(stage), packages);
        return [{ word, path, brings, fixes: installFixes(file.text, copy, path) }];
      });
    }),
  );
};

/** A RUN below the COPY, where its target tells the place of the file. */
const installFixes = (
  text: string,
  { heredocs, span, target }: Copy,
  path: Path,
): readonly Fix[] => {
  const to = target?.text ?? '';
  const there = /^\.\/?$/.test(to) ? basename(path) : to.endsWith('/') ? to + basename(path) : to;
  if (!there.endsWith('.txt') || target?.dynamic || heredocs.length > 0) return [];
  const command = `RUN pip install --no-cache-dir -r ${there}`;
  return [
    { title: `Add ${command}`, edits: () => [insert(span[1], `${lineEndOf(text)}${command}`)] },
  ];
};
