import type { Meta } from './rule.ts';

/** The title of a rule's page. */
export const titleOf = ({ id, docs }: Meta): string => /^# (.+)$/m.exec(docs)?.[1] ?? id;
