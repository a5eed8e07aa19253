import type { Finding, Meta, Severity } from '../rules/rule.ts';

/** A finding with its rule and the severity that the settings give it. */
export interface Diagnostic extends Finding {
  readonly rule: Meta;
  readonly severity: Severity;
}
