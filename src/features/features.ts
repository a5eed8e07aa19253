import type { Host } from '../project/host.ts';
import type { ProjectIndex } from '../project/index.ts';
import type { Project } from '../project/project.ts';
import { isPyLock } from '../syntax/requirements.ts';
import type { Edit } from '../text/edit.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { type Completion, completeDockerfile } from './complete-dockerfile.ts';
import { completeKubernetes } from './complete-kubernetes.ts';
import { completeRequirement, typedInLine } from './complete-requirements.ts';
import { definitionIn } from './definition.ts';
import { explainDockerfile } from './explain-dockerfile.ts';
import { type Fold, foldsOf } from './folding.ts';
import { type Hint, hintsOf } from './hints.ts';
import { hoverDockerfile } from './hover-dockerfile.ts';
import { hoverKubernetes } from './hover-kubernetes.ts';
import { hoverImport, hoverRequirement, pythonInstalling } from './hover-python.ts';
import { type Link, linksOf } from './links.ts';
import { type Named, namedAt, renameAt } from './occurrences.ts';
import { type OutlineEntry, outlineOf } from './outline.ts';
import type { Refactoring } from './refactor/refactoring.ts';
import { refactoringsAt } from './refactor/refactorings.ts';
import { type Lens, lensesOf, type Tie, usesAt } from './ties.ts';

/** A hover: Markdown and the span it speaks of. */
export interface Hover {
  readonly at: Span;
  readonly markdown: string;
  /** Other extensions for such files say it too. */
  readonly common?: true;
  /** The part that they do not say. */
  readonly more?: string;
}

/** The language features that are no findings; each is empty for files that are not linted. */
export interface Features {
  /** What is said of the word at an offset; `beside` another extension, only what that one lacks. */
  describe(path: Path, offset: number, beside?: boolean): Promise<Hover | undefined>;
  /** What can be typed at an offset; `beside` another extension, only what that one lacks. */
  complete(path: Path, offset: number, beside?: boolean): Promise<readonly Completion[]>;
  /** The outline: stages with instructions, or objects. */
  symbols(path: Path): readonly OutlineEntry[];
  /** Images' pages and the project's files that the file names. */
  links(path: Path): readonly Link[];
  /** The stage or variable at an offset with all its places in the file. */
  named(path: Path, offset: number): Named | undefined;
  /** The edits that rename what stands at an offset, or in words why that cannot be. */
  rename(path: Path, offset: number, name: string): readonly Edit[] | string;
  /** Lines over workloads that count what they are tied to. */
  lenses(path: Path): readonly Lens[];
  /** Where the object whose name stands at an offset of a manifest is used. */
  uses(path: Path, offset: number): readonly Tie[];
  /** What folds. */
  folds(path: Path): readonly Fold[];
  /** Changes of shape that fit the instruction in a span. */
  refactorings(path: Path, span: Span): readonly Refactoring[];
  /** Small notes behind lines, for those who ask for them. */
  hints(path: Path): readonly Hint[];
  /** The Dockerfile in words, as Markdown; undefined for other files. */
  explain(path: Path): string | undefined;
  /** Where the thing at an offset is defined: a stage, a variable, a workload, a Dockerfile. */
  definition(path: Path, offset: number): readonly { readonly file: Path; readonly at: Span }[];
}

/** What a hover says that other extensions do not. */
const moreOf = ({ at, more }: Hover): Hover | undefined =>
  more === undefined ? undefined : { at, markdown: more };

/** Makes the language features over an index. */
export const createFeatures = (index: ProjectIndex, host: Host): Features => {
  const project = (): Project => index.view(() => undefined);
  const requirementItems = (path: Path, offset: number): readonly Completion[] => {
    const { packages } = project();
    const text = index.text(path)?.slice(0, offset) ?? '';
    const before = typedInLine(text.slice(text.lastIndexOf('\n') + 1));
    if (!packages || before === undefined) return [];
    const python = pythonInstalling(path, index.trees().dockerfiles, project());
    return completeRequirement({ before, offset, python }, packages);
  };
  return {
    async describe(path, offset, beside = false) {
      const model = index.model(path);
      if (model?.kind === 'kubernetes')
        return hoverKubernetes(model.resources, offset, project(), beside ? undefined : host);
      if (model?.kind === 'requirements' || model?.kind === 'python') {
        const { dockerfiles } = index.trees();
        const text = (file: Path): string => index.text(file) ?? '';
        const asked = { path, offset, dockerfiles, project: project(), text };
        return model.kind === 'python'
          ? hoverImport(model.facts.imports, asked)
          : hoverRequirement(model.facts.entries, asked);
      }
      if (model?.kind !== 'dockerfile') return undefined;
      const found = hoverDockerfile(model.file, offset, project());
      return beside && found?.common ? moreOf(found) : found;
    },
    async complete(path, offset, beside = false) {
      const model = index.model(path);
      const found =
        model?.kind === 'dockerfile'
          ? completeDockerfile(model.file, offset, project())
          : model?.kind === 'kubernetes'
            ? completeKubernetes(model.text, model.resources, offset, project())
            : model?.kind === 'requirements' && !isPyLock(path)
              ? requirementItems(path, offset)
              : [];
      return beside ? found.filter(({ common }) => !common) : found;
    },
    symbols: (path) => outlineOf(index.model(path)),
    links: (path) => linksOf(index.model(path), project()),
    named: (path, offset) => {
      const model = index.model(path);
      return model?.kind === 'dockerfile' ? namedAt(model.file, offset) : undefined;
    },
    rename: (path, offset, name) => {
      const model = index.model(path);
      return model?.kind === 'dockerfile'
        ? renameAt(model.file, offset, name)
        : 'Only stages and variables of Dockerfiles can be renamed.';
    },
    lenses: (path) => lensesOf(index.model(path), project()),
    uses: (path, offset) => usesAt(index.model(path), offset, project()),
    folds: (path) => foldsOf(index.model(path)),
    refactorings: (path, span) => refactoringsAt(index.model(path), span, project()),
    hints: (path) => hintsOf(index.model(path)),
    explain: (path) => explainDockerfile(index.model(path)),
    definition: (path, offset) => definitionIn(index.model(path), offset, project()),
  };
};
