import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { resolve, type State, statesOf, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './literal-tilde.md' with { type: 'text' };

const rule: Rule = {
  id: 'literal-tilde',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'workdir',
  fix: 'suggested',
  about: ['ENV', 'COPY', 'ADD', 'WORKDIR', 'VOLUME'],
  holds: ['~', "'"],

  *check(file) {
    for (const stage of file.stages)
      for (const { instruction, state } of statesOf(file, stage)) {
        for (const word of pathsIn(instruction)) yield* tildes(word, instruction, state, file.text);
        if (instruction.keyword !== 'ENV') continue;
        for (const { key, value } of instruction.pairs)
          if (value && /(?:PATH|HOME|_DIR)$/.test(key.text)) yield* quoted(value, key.text);
      }
  },
};
export default rule;

const paths = /(?:PATH|HOME|_DIR|_ROOT|_PREFIX|VIRTUAL_ENV)$/;
/** Variables whose libraries of Python expand ~ by themselves. */
const expanders = /^(?:HF|TORCH|TRANSFORMERS|XDG|KERAS|WANDB|KAGGLE|HUGGINGFACE)_/;

/** The words of an instruction that are paths in the image. */
const pathsIn = (instruction: Instruction): readonly Word[] => {
  switch (instruction.keyword) {
    case 'ENV':
      return instruction.pairs.flatMap(({ key, value }) =>
        value && paths.test(key.text) && !expanders.test(key.text) ? value : [],
      );
    case 'COPY':
    case 'ADD':
      return instruction.target ? [instruction.target] : [];
    case 'WORKDIR':
    case 'VOLUME':
      return instruction.words;
    default:
      return [];
  }
};

const tildes = function* (
  word: Word,
  { keyword }: Instruction,
  state: State,
  text: string,
): Generator<Finding> {
  const source = slice(text, word.span);
  const found =
    keyword === 'ENV'
      ? /(?:^["']?|(?<=\/[^:"']*):)~(?=\/)/.exec(source)
      : /^["']?~(?=\/|["']?$)/.exec(source);
  if (!found) return;
  const at = word.span[0] + found.index + found[0].length - 1;
  const home = homeOf(state);
  yield {
    at: word.span,
    message: `Docker does not expand ~ in ${keyword}, so this means a directory that is named ~.`,
    ...(home === undefined
      ? {}
      : {
          fixes: [{ title: `Write ${home}`, edits: () => [replace([at, at + 1], home)] }],
        }),
  };
};

const homeOf = (state: State): string | undefined => {
  if (variableIn(state, 'HOME')) return undefined;
  const user = state.user ? resolve(state.user, state) : (state.baseUser ?? 'root');
  return user === 'root' || user === '0' ? '/root' : undefined;
};

/** A variable in single quotes, in a value that is a path. */
const quoted = function* (value: Word, key: string): Generator<Finding> {
  if (!/^'[^']*'$/.test(value.raw)) return;
  const variable = /\$(?:[A-Za-z_]\w*|\{\w+\})/.exec(value.text)?.[0];
  if (variable === undefined) return;
  const source = value.raw.slice(1, -1);
  yield {
    at: value.span,
    message: `Docker does not expand ${variable} in single quotes, so ${key} holds the text ${variable}.`,
    ...(source.includes('"')
      ? {}
      : {
          fixes: [
            { title: 'Write double quotes', edits: () => [replace(value.span, `"${source}"`)] },
          ],
        }),
  };
};
