import type { Span } from '../../text/span.ts';
import type { Written } from './written.ts';

/** A service of a compose file. */
export interface ComposeService {
  readonly name: string;
  /** The place of its name. */
  readonly at: Span;
  readonly image?: Written;
  /** What it starts in place of CMD and of ENTRYPOINT: the words, as far as they are known. */
  readonly command?: ComposeCommand;
  readonly entrypoint?: ComposeCommand;
  readonly environment: readonly ComposeVariable[];
  /** The files that set variables, from the directory of the compose file. */
  readonly envFiles: readonly EnvFile[];
  /** The directory and the Dockerfile that it is built from, where both are paths that are written as they are. */
  readonly buildPaths?: BuildPaths;
  readonly ports: readonly ComposePort[];
  readonly expose: readonly Written[];
  /** The names of `extra_hosts`. */
  readonly hosts: readonly string[];
  readonly volumes: readonly ComposeVolume[];
  readonly user?: Written;
  readonly workdir?: Written;
  readonly shmSize?: Written;
  readonly ipc?: Written;
  readonly memory?: Written;
  /** Where it asks for GPUs. */
  readonly gpu?: Span;
  readonly healthcheck?: Span;
  /** What its check starts, the shell with it where one runs it. */
  readonly check?: ComposeCheck;
  readonly dependsOn: readonly string[];
  /** It shares the network of the machine, or of another service, in place of one of its own. */
  readonly network?: Written;
  /** It keeps standard input open, or has a terminal. */
  readonly interactive?: true;
  /** Profiles that have to be asked for before it starts. */
  readonly profiles: readonly string[];
  /** It has a build, so that its image is the name of what is built. */
  readonly built?: true;
  /** It takes fields from another file, which may add any. */
  readonly open?: true;
}

/** A command of a compose file: a list of words, or a text that is split as a shell would. */
export interface ComposeCommand {
  readonly at: Span;
  readonly words: readonly string[];
  /** Where each of them stands, without quotes; all of the command where escapes or breaks of lines hide it. */
  readonly places: readonly Span[];
  readonly dynamic: boolean;
}

/** A variable that a service sets; without a value it takes that of the machine. */
export interface ComposeVariable {
  readonly name: string;
  readonly at: Span;
  readonly value?: Written;
}

/** A port of a container that is published; a range has two ends. */
export interface ComposePort {
  readonly at: Span;
  /** Where the port of the container is written, without quotes; missing where escapes hide it, and for a range. */
  readonly containerAt?: Span;
  /** The port of the machine as it is written, and its address where one is. */
  readonly published?: string;
  readonly address?: string;
  readonly container: number;
  readonly last: number;
  readonly protocol: string;
}

/** What a service mounts. */
export interface ComposeVolume {
  readonly at: Span;
  /** `bind` for a path of the machine, `volume` for one that Docker keeps. */
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  /** Where the source is written in the short form; missing in the long one, and where escapes hide it. */
  readonly sourceAt?: Span;
  /** Where the target is written; missing where escapes hide it. */
  readonly targetAt?: Span;
  readonly readOnly: boolean;
  /** The file says more of it than its name, so that it may be kept elsewhere or have another owner. */
  readonly special?: true;
}

/** A file that sets variables; one that need not be there is `optional`. */
export interface EnvFile extends Written {
  readonly optional?: true;
}

/** Where a service is built from. */
export interface BuildPaths {
  readonly context: Written;
  /** Relative to the context; missing where it is the usual one. */
  readonly dockerfile?: Written;
}

/** The command of a check of health. */
export interface ComposeCheck {
  readonly at: Span;
  readonly words: readonly string[];
}
