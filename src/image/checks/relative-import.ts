import type { DockerfileIn, Project } from '../../project/project.ts';
import { isOverridden } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalState } from '../../syntax/dockerfile/state.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import { basename, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { entryOf } from '../start/entry.ts';
import { targetOf } from '../target.ts';

/** A relative import of the started code that no package is there for. */
export interface RelativeImport {
  /** The word of the start command that names the code. */
  readonly at: Span;
  /** What loads it: `python` or `uvicorn`. */
  readonly loaded: string;
  readonly path: Path;
  readonly span: Span;
  /** `from .utils import …` */
  readonly text: string;
  /** There is a package, but not as many as the dots ask for. */
  readonly beyond: boolean;
}

/** The first relative import in the file that a stage starts which goes above the package that the file is loaded in; undefined when there is none, or that is not known. */
export const relativeImport = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): RelativeImport | undefined => {
  const start = startCommand(stage);
  const target = start && targetOf(start.words, finalState(file, stage));
  const name = nameOf(start?.words[0]);
  // The command line of FastAPI finds the package of a file by itself.
  if (!target || !/^(?:python[\d.]*|uvicorn|gunicorn|hypercorn|streamlit)$/.test(name))
    return undefined;
  const entry = entryOf(file, stage, project);
  const code = entry && project.python(entry.file);
  if (!entry || !code) return undefined;
  const parts = target.kind === 'file' ? 0 : target.text.split('.').length;
  const isPackage = /^__(?:init|main)__\.py$/.test(basename(entry.file));
  const depth = target.kind === 'file' ? 0 : isPackage ? parts : parts - 1;
  const found = code.imports.find(({ level, when }) => when === 'always' && level > depth);
  if (!found || code.setsPackage || isOverridden(file, project)) return undefined;
  const dots = '.'.repeat(found.level);
  return {
    at: target.word.span,
    loaded: name,
    path: entry.file,
    span: found.span,
    text: `from ${dots}${found.module} import …`,
    beyond: depth > 0,
  };
};
