import type { Word } from '../word.ts';
import type { Copy } from './model.ts';

/** The first word of a COPY or ADD that only a shell understands. */
export const shellOperator = ({ sources, target }: Copy): Word | undefined =>
  [...sources, ...(target ? [target] : [])].find(({ text }) => operators.test(text));

const operators = /^(?:\|\||&&|[012&]?>{1,2}&?\d?|[012&]?>{1,2}\/dev\/null|2>&1)$/;
