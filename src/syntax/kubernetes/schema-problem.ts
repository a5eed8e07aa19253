import type { Span } from '../../text/span.ts';

/** What does not fit the types of Kubernetes; spans count from the start of the document. */
export type SchemaProblem = UnknownField | WrongType | MalformedQuantity | BadEnum;

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
  /** The object near by that has such a field, in words. */
  readonly belongs?: string;
  /** The fields that there are, when they are few. */
  readonly fields: readonly string[];
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

/** Another text for the problem's span. */
export interface Rewrite {
  readonly title: string;
  readonly text: string;
  /** The value's text is kept, only its quotes change. */
  readonly safe: boolean;
}
