import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import type { Command } from '../../syntax/shell/model.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import docs from './typographic-quotes.md' with { type: 'text' };

const rule: Rule = {
  id: 'typographic-quotes',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',

  *check(file) {
    if (!/[“”‘’–—]/.test(file.text)) return;
    for (const instruction of withTriggers(file)) {
      if (!/[“”‘’–—]/.test(slice(file.text, instruction.span))) continue;
      for (const word of wordsOf(instruction)) yield* judge(word, file.text);
    }
  },
};
export default rule;

/** What only prints may print such signs. */
const printers: ReadonlySet<string> = new Set(['echo', 'printf', 'cat']);

const wordsOf = (instruction: Instruction): readonly Word[] => {
  switch (instruction.keyword) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return [
        ...instruction.script.commands.flatMap(({ name, words }: Command) =>
          printers.has(name) ? [] : words,
        ),
        ...(instruction.form === 'exec' ? instruction.words : []),
      ];
    case 'ENV':
    case 'ARG':
      return instruction.pairs.flatMap(({ value }) => value ?? []);
    case 'COPY':
    case 'ADD':
      return [...instruction.sources, ...(instruction.target ? [instruction.target] : [])];
    default:
      return [];
  }
};

const judge = function* (word: Word, text: string): Generator<Finding> {
  const source = slice(text, word.span);
  // In straight quotes they are text.
  if (/^["']?[–—](?=[A-Za-z])/.test(source)) {
    const at = word.span[0] + source.search(/[–—]/);
    const long = text[at] === '—' || /^["']?–[A-Za-z][\w-]{2,}/.test(source);
    const instead = long ? '--' : '-';
    const fix: Fix = {
      title: `Write ${instead}`,
      edits: () => [replace([at, at + 1], instead)],
    };
    yield {
      at: word.span,
      message: `${text[at]} is a typographic dash and begins no option; the program takes ${word.text} for a name.`,
      fixes: [fix],
    };
    return;
  }
  const first = source.search(/[“”‘’]/);
  if (first < 0 || /["']/.test(source) || !/(?:^|=)[“”‘’]|[“”‘’]$/.test(source)) return;
  yield {
    at: word.span,
    message: `${source[first]} is a typographic quotation mark and quotes nothing; it becomes part of the value.`,
    fixes: [
      {
        title: 'Write straight quotes',
        edits: () =>
          [...source.matchAll(/[“”‘’]/g)].map((match) => {
            const at = word.span[0] + match.index;
            return replace([at, at + 1], /[“”]/.test(match[0]) ? '"' : "'");
          }),
      },
    ],
  };
};
