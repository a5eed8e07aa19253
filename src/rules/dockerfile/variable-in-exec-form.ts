import { runsCommandAsIs } from '../../data/base-images.ts';
import { execWords } from '../../syntax/dockerfile/exec-words.ts';
import type { Dockerfile, Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { type State, statesOf, variableIn } from '../../syntax/dockerfile/state.ts';
import { nameOf, programWords } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { listed } from '../../text/words.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './variable-in-exec-form.md' with { type: 'text' };

const rule: Rule = {
  id: 'variable-in-exec-form',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN'],
  holds: ['$'],

  *check(file) {
    for (const stage of file.stages) {
      if (rootImage(stage)?.text.includes('windows')) continue;
      for (const { instruction, state } of statesOf(file, stage)) {
        const words = execWords(triggered(instruction));
        if (expandsItself(words) || expandedByEntrypoint(instruction, stage)) continue;
        const found = words.flatMap((word) => variablesIn(word, file.text));
        const [first] = found;
        if (!first) continue;
        const what = found
          .map(({ text }) => text)
          .filter((text, i, all) => all.indexOf(text) === i);
        const message = `The exec form runs no shell, so ${listed(what)} ${what.length > 1 ? 'are' : 'is'} not expanded.`;
        const fix = throughShell(file, stage, instruction, words, state);
        yield { at: first.at, message, ...(fix ? { fixes: [fix] } : {}) };
      }
    }
  },
};
export default rule;

interface Used {
  readonly text: string;
  readonly at: Span;
}

/** The variables in the text of a word, where they are written. */
const variablesIn = (word: Word, text: string): readonly Used[] => {
  const source = text.slice(...word.span);
  return [
    ...source.matchAll(/(?<![\\$])\$(?:\{[A-Za-z_]\w*(?::?[-+?=][^{}"]*)?\}|[A-Za-z_]\w*)/g),
  ].map((match) => ({
    text: match[0],
    at: [word.span[0] + match.index, word.span[0] + match.index + match[0].length],
  }));
};

const languages =
  /^(?:(?:ba|da|a|k|z|c|tc|fi)?sh|awk|gawk|mawk|sed|perl|php|ruby|node|jq|envsubst|busybox|su|gosu|setpriv|pwsh|powershell|cmd|cmd\.exe|dockerize|confd|containerpilot|supervisord|s6-\w+|execlineb|importas|expect|tclsh|make|ssh|java|nginx)$/i;

/** Whether a program of the command reads `$NAME` in a language of its own. */
const expandsItself = (words: readonly Word[]): boolean =>
  words.some((word, i) => languages.test(nameOf(word)) && (i === 0 || words.length > i + 1)) ||
  words.some(({ text }) => text === '-c' || text === '-lc' || text === '-ec');

/** Whether a CMD is handed to an ENTRYPOINT that may expand it, or that is not known. */
const expandedByEntrypoint = (instruction: Instruction, stage: Stage): boolean => {
  if (instruction.keyword !== 'CMD') return false;
  for (const each of lineage(stage))
    for (const other of each.instructions.toReversed()) {
      if (other.keyword !== 'ENTRYPOINT') continue;
      const words = other.form === 'exec' ? other.words : [];
      const [program] = programWords(words);
      return (
        other.form === 'shell' ||
        expandsItself(words) ||
        !program ||
        /\.(?:ba)?sh$|entry|start|init|run|wrapper/i.test(nameOf(program))
      );
    }
  const image = rootImage(stage);
  return !image || !runsCommandAsIs(image);
};

const plain = /^[\w./:=@%+,-]+$/;

/** `["sh", "-c", "exec …"]`, where it means the same except for the variables. */
const throughShell = (
  file: Dockerfile,
  stage: Stage,
  instruction: Instruction,
  words: readonly Word[],
  state: State,
): Fix | undefined => {
  if (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT') return undefined;
  const others = lineage(stage).flatMap(({ instructions }) => instructions);
  const beside = instruction.keyword === 'CMD' ? 'ENTRYPOINT' : 'CMD';
  if (others.some(({ keyword }) => keyword === beside)) return undefined;
  if (/^scratch$|distroless|chainguard|wolfi/.test(rootImage(stage)?.text ?? 'scratch'))
    return undefined;
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return undefined;
  const parts: string[] = [];
  for (const word of words) {
    const found = variablesIn(word, file.text);
    const bare = found.reduce((text, { text: name }) => text.replace(name, ''), word.text);
    if (bare !== '' && !plain.test(bare)) return undefined;
    // An ARG is gone when the container starts.
    if (found.some(({ text }) => variableIn(state, nameIn(text))?.from === 'ARG')) return undefined;
    if (found.length === 0 && word.dynamic) return undefined;
    parts.push(found.length > 0 ? `\\"${word.text}\\"` : word.text);
  }
  return {
    title: 'Run it through a shell that expands variables',
    edits: () => [replace([first.span[0], last.span[1]], `"sh", "-c", "exec ${parts.join(' ')}"`)],
  };
};

const nameIn = (text: string): string => /[A-Za-z_]\w*/.exec(text)?.[0] ?? '';
