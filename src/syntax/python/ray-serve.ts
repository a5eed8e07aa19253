import type { Span } from '../../text/span.ts';
import type { Call } from './calls.ts';
import type { Import } from './scan.ts';

/** The call that starts Ray Serve in a Ray of this program's own, with the options that Ray has for it. */
export interface RayServe {
  readonly span: Span;
  /** Nothing in the file waits after it. */
  readonly ends?: true;
}

// Another Ray, or other options: of those, other files may say more.
const elsewhere =
  /\baddress\b|\bRAY_ADDRESS\b|\bhttp_options\b|\bserve[ \t]*\.[ \t]*start\b|\bsubprocess\b/;
const waits =
  /\b(?:while|sleep|pause|input|asyncio|run_forever|signal|threading)\b|\b(?:wait\w*|join)[ \t]*\([ \t]*\)/;

/** What a Python file says of Ray Serve: `serve.run(app)` comes back at once unless it has `blocking=True` (ray 2.60). */
export const rayServeIn = (
  text: string,
  masked: string,
  imports: readonly Import[],
  calls: readonly Call[],
): RayServe | undefined => {
  const [call, more] = calls.filter(({ callee }) => callee === 'serve.run');
  const imported = imports.some(
    ({ level, module, names }) => level === 0 && module === 'ray' && names.includes('serve'),
  );
  if (!call || more || !imported || call.open || elsewhere.test(text)) return undefined;
  const ends = !call.keywords.has('blocking') && call.positional === 1 && !waits.test(masked);
  return { span: call.span, ...(ends ? { ends } : {}) };
};
