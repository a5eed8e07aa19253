import type { Pair } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { remove } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './stub-library-path.md' with { type: 'text' };

const rule: Rule = {
  id: 'stub-library-path',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'portability-limits-gpu',
  fix: 'suggested',
  about: ['ENV'],
  holds: ['stubs', 'compat'],

  *check(file) {
    const last = finalStage(file.stages);
    if (!last) return;
    const pairs = lineage(last)
      .toReversed()
      .flatMap(({ instructions }) => instructions)
      .flatMap((each) => (each.keyword === 'ENV' ? each.pairs : []))
      .filter(({ key }) => key.text === 'LD_LIBRARY_PATH');
    for (const [i, pair] of pairs.entries()) {
      const later = pairs.slice(i + 1).map(({ value }) => value?.text ?? '');
      // A later value that does not go on with this one replaces it.
      if (later.some((text) => !text.includes('LD_LIBRARY_PATH'))) continue;
      yield* judge(pair, file.text);
    }
  },
};
export default rule;

const judge = function* ({ value }: Pair, text: string): Generator<Finding> {
  if (!value) return;
  const source = slice(text, value.span);
  for (const match of source.matchAll(/(?<=^|[:"'])[^:"'\s]*\/(?:stubs|compat)\/?(?=$|[:"'])/g)) {
    const [entry] = match;
    const start = value.span[0] + match.index;
    const end = start + entry.length;
    const before = text[start - 1] === ':';
    const alone = !before && text[end] !== ':';
    yield {
      at: [start, end],
      message: /stubs\/?$/.test(entry)
        ? `${entry} has a libcuda for linkers only: a program that loads it fails with "CUDA driver is a stub library".`
        : `${entry} hides the libcuda of the driver; where that one is newer, CUDA fails with "system has unsupported display driver / cuda driver combination".`,
      ...(alone
        ? {}
        : {
            fixes: [
              {
                title: `Remove ${entry}`,
                edits: () => [remove(before ? [start - 1, end] : [start, end + 1])],
              },
            ],
          }),
    };
  }
};
