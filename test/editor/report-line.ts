/** Where the suite ran: in a Node process or in a web worker. */
export type Host = 'node' | 'web';

/** One line from the extension host to the runner outside: what a test did, or how many did what. */
export type ReportLine =
  | { readonly kind: 'pass'; readonly title: string; readonly ms: number }
  | { readonly kind: 'fail'; readonly title: string; readonly error: string }
  | { readonly kind: 'end'; readonly host: Host; readonly passed: number; readonly failed: number };

/** What such a line starts with in the console. */
export const reportMark = '@@T ';
