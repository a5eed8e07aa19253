import { bringsNoEntrypoint } from '../../data/base-images.ts';
import type { DockerfileIn } from '../../project/project.ts';
import { execWords } from '../../syntax/dockerfile/exec-words.ts';
import { isWindows } from '../../syntax/dockerfile/foreign-shell.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import {
  isCommandLine,
  optionWithValue,
  plainWords,
  shortened,
  wordsOfCommand,
} from '../command-line.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import docs from './spaces-in-exec-form.md' with { type: 'text' };

const rule: Rule = {
  id: 'spaces-in-exec-form',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN'],

  *check(file: DockerfileIn) {
    for (const stage of file.stages) {
      if (isWindows(stage)) continue;
      for (const instruction of stage.instructions) {
        const words = execWords(instruction);
        if (words.length === 0) continue;
        if (instruction.keyword === 'CMD' && !isProgram(stage)) yield* ofPython(words);
        else yield* inWords(words);
      }
    }
  },
};
export default rule;

/** Whether CMD names the program of a stage: there is no ENTRYPOINT, which it would only give words to. */
const isProgram = (stage: Stage): boolean => {
  const image = rootImage(stage);
  const own = lineage(stage).some(({ instructions }) =>
    instructions.some(({ keyword }) => keyword === 'ENTRYPOINT'),
  );
  return !own && image !== undefined && bringsNoEntrypoint(image);
};

function* inWords(words: readonly Word[]): Generator<Finding> {
  const [program] = words;
  if (program && isCommandLine(program.text)) yield ofProgram(program, words.length === 1);
  else yield* ofPython(words);
  if (program && servers.test(program.text)) yield* ofOptions(program, words);
}

const ofProgram = (word: Word, alone: boolean): Finding => {
  const { text } = word;
  const words = wordsOfCommand(text);
  const forShell = !words && alone;
  const [first = ''] = text.trim().split(/\s+/);
  return {
    at: word.span,
    message: `The exec form does not split this at spaces and looks for a program named “${shortened(text.trim())}”: write ${forShell ? '/bin/sh, -c and the line' : `${first} and its arguments`} as separate strings.`,
    ...splitInto(word, words),
    ...(forShell
      ? {
          fixes: [
            {
              title: 'Let a shell run it',
              edits: () => [replace(word.span, `"/bin/sh", "-c", ${word.raw}`)],
            },
          ],
        }
      : {}),
  };
};

/** The module or the file that Python is given, with its arguments in the same word. */
function* ofPython(words: readonly Word[]): Generator<Finding> {
  const python = pythonProgram(words);
  const word = python?.module ?? python?.file;
  const pattern = python?.module ? /^[A-Za-z_][\w.]*\s+\S/ : /^[\w./-]+\.py\s+\S/;
  if (!word || !pattern.test(word.text)) return;
  const [name = ''] = word.text.split(/\s+/);
  const kind = python?.module ? 'module named' : 'file named';
  yield {
    at: word.span,
    message: `The exec form does not split this at spaces, and Python finds no ${kind} “${shortened(word.text)}”: write ${name} and its arguments as separate strings.`,
    ...splitInto(word, plainWords(word.text)),
  };
}

/** An option and its value in one word. */
function* ofOptions(program: Word, words: readonly Word[]): Generator<Finding> {
  for (const [i, word] of words.entries()) {
    const option = optionWithValue(word.text, words[i - 1]?.text ?? '');
    if (option === undefined) continue;
    yield {
      at: word.span,
      message: `The exec form does not split this at spaces, and ${nameOf(program)} refuses “${shortened(word.text)}” as an unknown option: write ${option} and its value as separate strings.`,
      ...splitInto(word, plainWords(word.text)),
    };
  }
}

/** Servers that refuse an argument that is an option and its value in one. */
const servers =
  /^(?:\S*\/)?(?:uvicorn|gunicorn|hypercorn|vllm|torchrun|mlflow|streamlit|text-generation-launcher|text-embeddings-router|llama-server)$/;

const splitInto = (
  word: Word,
  words: readonly string[] | undefined,
): { readonly fixes?: readonly Fix[] } =>
  words
    ? {
        fixes: [
          {
            title: 'Split it into words',
            edits: () => [replace(word.span, words.map((each) => JSON.stringify(each)).join(', '))],
          },
        ],
      }
    : {};
