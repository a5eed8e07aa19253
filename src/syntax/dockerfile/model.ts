import type { ImageRef } from '../../text/image.ts';
import type { Lines } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import type { Script } from '../shell/model.ts';
import type { Word } from '../word.ts';

/** A Dockerfile as read, tolerant of anything half-typed. */
export interface Dockerfile {
  readonly text: string;
  readonly lines: () => Lines;
  /** The escape character: a backslash, or a back-tick by directive. */
  readonly escape: string;
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  /** All instructions in order of the file, those before the first FROM too. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly problems: readonly Problem[];
  readonly swallowed: readonly Swallowed[];
  /** Where a template has what is filled in later; such a file is not judged. */
  readonly template?: Span;
  /** By stages: the settings of base images that other Dockerfiles of the project build. */
  readonly bases?: readonly (Inherited | undefined)[];
}

/** An instruction that stands on a line which the one above continues to: it is read as the one that was meant. */
export interface Swallowed {
  /** The escape character that continues the line. */
  readonly by: Span;
  /** What has to go so that the line ends: the character, with blanks and an operator before it. */
  readonly cut: Span;
  /** As written: `COPY`. */
  readonly keyword: string;
  /** The keyword of the instruction above. */
  readonly owner: string;
}

/** The settings of an image that a stage which starts from it has; null is a value that is not known. */
export interface Inherited {
  readonly env: Readonly<Record<string, string | null>>;
  readonly workdir?: string | null;
  readonly user?: string | null;
}

/** A parser directive such as `# syntax=docker/dockerfile:1`. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** A comment line; `text` is what follows the `#`. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** What BuildKit would refuse or warn of while parsing. */
export interface Problem {
  readonly kind: 'unknown-instruction' | 'syntax';
  readonly span: Span;
  readonly message: string;
  /** Set for what Docker reads and then refuses, or takes for something else; all others cannot be read at all. */
  readonly about?: 'port' | 'onbuild' | 'order' | 'json';
  /** A word that would mend it when put in place of the span. */
  readonly instead?: string;
}

interface Base {
  readonly span: Span;
  /** The keyword as written. */
  readonly word: Word;
  readonly flags: readonly Flag[];
  /** The operands behind the flags, over all lines and without trailing comments; empty at the keyword's end. */
  readonly operands: Span;
  /** Set for an instruction that stands behind ONBUILD. */
  readonly onbuild?: true;
  /** The position in the file's list of instructions. */
  readonly index: number;
}

/** A flag such as `--from=builder`; `value` is missing for a bare one. */
export interface Flag {
  readonly name: string;
  readonly value?: Word;
  readonly span: Span;
}

export interface From extends Base {
  readonly keyword: 'FROM';
  readonly image?: Word;
  readonly as?: Word;
  readonly name?: Word;
  /** What stands behind the name, where nothing may. */
  readonly more?: Word;
}

/** A here-document; `body` is the span of its lines without the closing one. */
export interface Heredoc {
  readonly name: string;
  readonly marker: Span;
  readonly body: Span;
  readonly quoted: boolean;
}

/** RUN; in shell form `script` holds its commands, in exec form `words` holds its arguments. */
export interface Run extends Base {
  readonly keyword: 'RUN';
  readonly form: 'shell' | 'exec';
  readonly words: readonly Word[];
  readonly heredocs: readonly Heredoc[];
  readonly script: Script;
}

/** CMD, ENTRYPOINT or the command of a HEALTHCHECK; shell form has a script, exec form words. */
export interface Start extends Base {
  readonly keyword: 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK';
  readonly form: 'shell' | 'exec';
  /** The arguments of exec form, or of a shell form that is one plain command. */
  readonly words: readonly Word[];
  readonly script: Script;
  /** HEALTHCHECK NONE, or no command at all. */
  readonly none: boolean;
}

export interface Copy extends Base {
  readonly keyword: 'COPY' | 'ADD';
  readonly sources: readonly Word[];
  readonly target?: Word;
  readonly from?: Word;
  readonly heredocs: readonly Heredoc[];
}

export interface Pair {
  readonly key: Word;
  /** Missing for `ARG NAME`. */
  readonly value?: Word;
  readonly span: Span;
  /** The old form with a space instead of `=`. */
  readonly legacy?: true;
}

export interface Pairs extends Base {
  readonly keyword: 'ENV' | 'ARG' | 'LABEL';
  readonly pairs: readonly Pair[];
}

export interface Plain extends Base {
  readonly keyword:
    | 'EXPOSE'
    | 'USER'
    | 'WORKDIR'
    | 'VOLUME'
    | 'STOPSIGNAL'
    | 'MAINTAINER'
    | 'SHELL';
  readonly form: 'shell' | 'exec';
  readonly words: readonly Word[];
}

export interface Onbuild extends Base {
  readonly keyword: 'ONBUILD';
  readonly trigger?: Instruction;
}

export interface Unknown extends Base {
  readonly keyword: 'UNKNOWN';
}

export type Instruction = From | Run | Start | Copy | Pairs | Plain | Onbuild | Unknown;

/** A build stage: its FROM and what follows up to the next one. */
export interface Stage {
  readonly index: number;
  readonly from: From;
  /** The lower-cased name behind AS. */
  readonly name?: string;
  /** The image it starts from, after ARG defaults; missing when that is another stage or not known. */
  readonly image?: ImageRef;
  /** The stage it starts from. */
  readonly parent?: Stage;
  /** All instructions behind FROM. */
  readonly instructions: readonly Instruction[];
}
