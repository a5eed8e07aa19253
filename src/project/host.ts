import type { MakeCustomCheck } from '../syntax/kubernetes/custom-check.ts';
import type { Path } from '../text/path.ts';
import type { Problem } from './attempt.ts';
import type { Kind } from './recognise.ts';

/** The interface outward: what the engine asks of an editor, the command line or a test. */
export interface Host {
  /** The name of the root folder, used to match image names. */
  readonly name: string;
  /** All files of the project; folders that hold no sources (`.git`, `node_modules`) left out. */
  files(): Promise<readonly Path[]>;
  /** The text of a file, or undefined when it cannot be read as text. Open buffers win over the disk. */
  read(path: Path): Promise<string | undefined>;
  /** What files are whose names do not tell it. */
  readonly kinds?: ReadonlyMap<Path, Kind>;
  /** A data file that the build made, such as `kubernetes`, as parsed JSON. Rejects when it is missing. */
  content(name: string): Promise<unknown>;
  /** Is told when a rule, a parser or a feature of Seaworthy fails: findings of that file may be missing. */
  report?(problem: Problem): void;
  /** The code for checks that settings define; without it they are not judged. */
  customChecks?(): Promise<MakeCustomCheck>;
}
