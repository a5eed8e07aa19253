import type { Span } from '../../text/span.ts';
import type { ComposeFault } from './compose-faults.ts';
import type { ComposeNames } from './compose-names.ts';
import type { ComposeService } from './compose-service.ts';

/**
 * What paths of a build are relative to: the directory of the file that states it, `project` for that or else one above it, as Compose can
 * be told, the root of the repository, or `anywhere` for the directory of the file or one above it.
 */
export type BuildBase = 'file' | 'project' | 'repository' | 'anywhere';

/** A path that a build names, not normalised. */
export interface BuildPath {
  readonly from: BuildBase;
  readonly path: string;
}

/** A build of an image that a compose file, a workflow, a Makefile or the like states, with paths as they are written. */
export interface StatedBuild {
  readonly at: Span;
  /** What states it does nothing before that could put files into the build context. */
  readonly plain: boolean;
  readonly dockerfile: BuildPath;
  /** The build context; missing when a variable decides. */
  readonly context?: BuildPath;
  readonly target?: string;
  /** Where a compose file writes it. */
  readonly targetAt?: Span;
  /** The names of its build arguments. */
  readonly args: readonly string[];
  /** The names of further build contexts. */
  readonly contexts: readonly string[];
  /** The names that it gives the image, `*` for what a variable decides. */
  readonly images: readonly string[];
  /** The service of a compose file that it is for. */
  readonly service?: ComposeService;
}

/** What a file tells of builds and of how containers are started. */
export interface Recipe {
  readonly builds: readonly StatedBuild[];
  readonly services: readonly ComposeService[];
  /** Why Compose refuses a compose file. */
  readonly faults?: readonly ComposeFault[];
  /** The names that a compose file without errors defines and uses. */
  readonly names?: ComposeNames;
}

/** A recipe that tells nothing. */
export const emptyRecipe: Recipe = { builds: [], services: [] };
