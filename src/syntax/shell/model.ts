import type { Span } from '../../text/span.ts';
import type { Word } from '../word.ts';

/** The commands of a shell text, flattened in order of the source. */
export interface Script {
  readonly commands: readonly Command[];
  /** The text has syntax errors or was not read (too large, another shell): judge nothing by absence. */
  readonly broken: boolean;
  /** The whole text is one list of simple commands joined by `&&`. */
  readonly chain: boolean;
}

/** One simple command. */
export interface Command {
  /** The program's name without its folder. */
  readonly name: string;
  /** The words with the name first; variable assignments before it are in `assignments`. */
  readonly words: readonly Word[];
  readonly span: Span;
  readonly assignments: readonly Word[];
  /** The files that redirections of the command write: the words behind `>`, `>>` and `&>`. */
  readonly writes: readonly Word[];
  /** Stands in a pipeline with another command. */
  readonly piped: boolean;
  /** Hands its output to the next command of a pipeline, whose result hides its own. */
  readonly feeds: boolean;
  /** The end of the outermost list that holds the command: where `&& more` can be added. */
  readonly listEnd: number;
  /** Joined to what follows by `||`, or in a condition, loop, function or subshell. */
  readonly conditional: boolean;
  /** Where the subshells begin that it is run in, the outermost first: what it sets or changes to ends with them. */
  readonly subshells?: readonly number[];
  /** It is conditional only because it stands in a subshell, which is run. */
  readonly sure?: true;
  /** The list that holds it ends with `&`: the shell goes on without waiting. */
  readonly background?: true;
}
