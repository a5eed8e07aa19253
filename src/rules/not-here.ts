import type { Finding } from './rule.ts';

/** A finding about a target that the project does not have: it may be made elsewhere, so that only the strict profile reports it. */
export const notHere = (
  at: Finding['at'],
  message: string,
  more: Pick<Finding, 'aka'> = {},
): Finding => ({ at, message, profile: 'strict', severity: 'warning', ...more });
