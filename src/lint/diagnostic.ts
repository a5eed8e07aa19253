import type { Finding, Meta, Severity } from '../rules/rule.ts';
import type { Path } from '../text/path.ts';

/** A finding with its rule and the severity that the settings give it. */
export interface Diagnostic extends Finding {
  readonly rule: Meta;
  readonly severity: Severity;
  /** The Dockerfile that it is a finding of, where it is shown at its other end too. */
  readonly shownFor?: Path;
}
