import type { MakeCustomCheck } from '../syntax/kubernetes/custom-check.ts';
import type { Path } from '../text/path.ts';

/** The interface outward: what the engine asks of an editor, the command line or a test. */
export interface Host {
  /** The name of the root folder, used to match image names. */
  readonly name: string;
  /** All files of the project; folders that hold no sources (`.git`, `node_modules`) left out. */
  files(): Promise<readonly Path[]>;
  /** The text of a file, or undefined when it cannot be read as text. Open buffers win over the disk. */
  read(path: Path): Promise<string | undefined>;
  /** A data file that the build made, such as `kubernetes`, as parsed JSON. Rejects when it is missing. */
  content(name: string): Promise<unknown>;
  /** The code for checks that settings define; without it they are not judged. */
  customChecks?(): Promise<MakeCustomCheck>;
}
