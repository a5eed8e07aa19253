import type { Host } from '../project/host.ts';
import type { ProjectIndex } from '../project/index.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

/** A hover: Markdown and the span it speaks of. */
export interface Hover {
  readonly at: Span;
  readonly markdown: string;
}

/** The language features that are no findings. */
export interface Features {
  /** The hover at an offset, or undefined. */
  hover(path: Path, offset: number): Promise<Hover | undefined>;
}

/** Makes the language features over an index. */
export const createFeatures = (_index: ProjectIndex, _host: Host): Features => ({
  hover: async () => undefined,
});
