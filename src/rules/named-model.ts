import { type ModelSize, modelSize } from '../data/model-size.ts';
import type { Span } from '../text/span.ts';

/** A model that a command names, where its name tells the size of its weights. */
export interface NamedModel {
  /** The word that names it. */
  readonly at: Span;
  readonly size: ModelSize;
}

/** The models that the words of a server's command name: `--model ORG/NAME`, `serve ORG/NAME`. */
export const modelsIn = (
  words: readonly { readonly text: string; readonly at: Span }[],
): readonly NamedModel[] =>
  words.flatMap((word, i) => {
    const flag = /^--model(?:[-_](?:path|id))?(?:=(.+))?$/.exec(word.text);
    const next = flag?.[1] === undefined ? words[i + 1] : word;
    const named = flag ? next : words[i - 1]?.text === 'serve' ? word : undefined;
    const size = named && modelSize(flag?.[1] ?? named.text);
    return named && size ? [{ at: named.at, size }] : [];
  });
