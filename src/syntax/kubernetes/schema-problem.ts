import type { NameForm } from '../../data/kubernetes-schema.ts';
import type { Span } from '../../text/span.ts';

/** What does not fit the types of Kubernetes; spans count from the start of the document. */
export type SchemaProblem =
  | UnknownField
  | WrongType
  | MalformedQuantity
  | BadEnum
  | MissingField
  | OutOfRange
  | BadPercentage
  | FileMode
  | ExclusiveFields
  | NotAllowed
  | DuplicateEntry
  | BadName
  | NotBase64
  | FieldTooNew;

interface At {
  readonly at: Span;
}

/** A key that the object has no field for. */
export interface UnknownField extends At {
  readonly kind: 'unknown-field';
  readonly field: string;
  /** Where it stands, in words: `readinessProbe`, `an entry of containers`, `a Deployment`. */
  readonly owner: string;
  /** The field that it is nearest to. */
  readonly meant?: string;
  /** The object near by that has such a field. */
  readonly belongs?: Belonging;
  /** It is made of words as the fields beside it are, so a newer version may have it. */
  readonly akin?: true;
  /** The field that holds what the key said in an old version. */
  readonly into?: string;
  /** The fields that there are, when they are few. */
  readonly fields: readonly string[];
}

/** Where a field that stands at the wrong place belongs. */
export interface Belonging {
  /** In words. */
  readonly label: string;
  /** How many objects further out, or the field that holds the object further in; missing where a list has entries to choose from. */
  readonly to?: number | string;
}

/** A value of another type than the field's. */
export interface WrongType extends At {
  readonly kind: 'wrong-type';
  /** What the value is for, in words: a key, a variable's name, `an entry of args`. */
  readonly subject: string;
  readonly wanted: string;
  readonly found: string;
  /** What kubectl takes a word such as `yes` for. */
  readonly readAs?: boolean;
  /** The value as written, when it is short. */
  readonly shown?: string;
  /** The value in the right type. */
  readonly rewrite?: Rewrite;
}

/** An amount that Kubernetes cannot read. */
export interface MalformedQuantity extends At {
  readonly kind: 'malformed-quantity';
  readonly subject: string;
  readonly text: string;
  /** The amount as it can be read, in the quotes of the old one. */
  readonly rewrite?: Rewrite;
}

/** A word that is none of those that the field takes. */
export interface BadEnum extends At {
  readonly kind: 'bad-enum';
  readonly subject: string;
  readonly text: string;
  readonly values: readonly string[];
  /** The nearest word, in the quotes of the old one. */
  readonly rewrite?: Rewrite;
}

/** A field that the API server wants; of several, one will do. */
export interface MissingField extends At {
  readonly kind: 'missing-field';
  readonly fields: readonly string[];
  readonly owner: string;
  /** Wanted only because the list has several entries. */
  readonly amongSeveral?: true;
}

/** A number that the API server refuses. */
export interface OutOfRange extends At {
  readonly kind: 'number-out-of-range';
  readonly subject: string;
  readonly value: number;
  readonly least: number;
  readonly most?: number;
}

/** Text that is no percentage where a whole number or a percentage belongs. */
export interface BadPercentage extends At {
  readonly kind: 'bad-percentage';
  readonly subject: string;
  readonly text: string;
}

/** The mode of a file in decimal digits that were meant as octal ones. */
export interface FileMode extends At {
  readonly kind: 'decimal-file-mode';
  readonly subject: string;
  readonly value: number;
}

/** Two fields of which only one may be set; the span is that of the second one's key. */
export interface ExclusiveFields extends At {
  readonly kind: 'exclusive-fields';
  readonly field: string;
  readonly other: string;
  readonly otherAt: Span;
  readonly owner: string;
}

/** A field that may not be set because of another one; the span is that of its key. */
export interface NotAllowed extends At {
  readonly kind: 'not-allowed';
  readonly field: string;
  /** A clause: `operator is Exists`. */
  readonly why: string;
}

/** An entry of a list that repeats what tells entries apart. */
export interface DuplicateEntry extends At {
  readonly kind: 'duplicate-entry';
  readonly list: string;
  readonly field: string;
  readonly text: string;
  readonly firstAt: Span;
}

/** A name that breaks the grammar of its kind. */
export interface BadName extends At {
  readonly kind: 'invalid-name';
  readonly text: string;
  readonly form: NameForm;
  readonly rewrite?: Rewrite;
}

/** A value that is not base64 where it must be. */
export interface NotBase64 extends At {
  readonly kind: 'not-base64';
  readonly subject: string;
}

/** A field, or a kind, that older clusters do not know; by itself no problem. */
export interface FieldTooNew extends At {
  readonly kind: 'field-too-new';
  /** Missing for the kind. */
  readonly field?: string;
  readonly since: string;
}

/** Another text for the problem's span. */
export interface Rewrite {
  readonly title: string;
  readonly text: string;
  /** The value's text is kept, only its quotes change. */
  readonly safe: boolean;
}
