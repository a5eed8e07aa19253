import type { Host } from '../project/host.ts';
import type { ProjectIndex } from '../project/index.ts';
import type { Project } from '../project/project.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { type Completion, completeDockerfile } from './complete-dockerfile.ts';
import { completeKubernetes } from './complete-kubernetes.ts';
import { definitionIn } from './definition.ts';
import { hoverDockerfile } from './hover-dockerfile.ts';
import { hoverKubernetes } from './hover-kubernetes.ts';
import { type Link, linksOf } from './links.ts';
import { type OutlineEntry, outlineOf } from './outline.ts';

/** A hover: Markdown and the span it speaks of. */
export interface Hover {
  readonly at: Span;
  readonly markdown: string;
}

/** The language features that are no findings; each is empty for files that are not linted. */
export interface Features {
  /** What is said of the word at an offset. */
  describe(path: Path, offset: number): Promise<Hover | undefined>;
  /** What can be typed at an offset. */
  complete(path: Path, offset: number): Promise<readonly Completion[]>;
  /** The outline: stages with instructions, or objects. */
  symbols(path: Path): readonly OutlineEntry[];
  /** Images' pages and the project's files that the file names. */
  links(path: Path): readonly Link[];
  /** Where the thing at an offset is defined: a stage, a variable, a workload, a Dockerfile. */
  definition(path: Path, offset: number): readonly { readonly file: Path; readonly at: Span }[];
}

/** Makes the language features over an index. */
export const createFeatures = (index: ProjectIndex, host: Host): Features => {
  const project = (): Project => index.view(() => undefined);
  return {
    async describe(path, offset) {
      const model = index.model(path);
      if (model?.kind === 'dockerfile') return hoverDockerfile(model.file, offset);
      if (model?.kind === 'kubernetes')
        return hoverKubernetes(model.resources, offset, project(), host);
      return undefined;
    },
    async complete(path, offset) {
      const model = index.model(path);
      if (model?.kind === 'dockerfile') return completeDockerfile(model.file, offset, project());
      if (model?.kind === 'kubernetes')
        return completeKubernetes(model.text, model.resources, offset, project());
      return [];
    },
    symbols: (path) => outlineOf(index.model(path)),
    links: (path) => linksOf(index.model(path), project()),
    definition: (path, offset) => definitionIn(index.model(path), offset, project()),
  };
};
