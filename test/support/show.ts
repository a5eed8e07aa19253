import type { Span } from '../../src/text/span.ts';

/** The source of a span, for expectations that read like the file. */
export const at = (text: string, span: Span): string => text.slice(span[0], span[1]);
