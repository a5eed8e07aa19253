import { isForDevelopment, saysDevelopment } from '../../project/development.ts';
import { startCommand } from '../../project/start-command.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { finalState, variableIn } from '../../syntax/dockerfile/state.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import type { Rule } from '../rule.ts';
import docs from './debug-server.md' with { type: 'text' };

const rule: Rule = {
  id: 'debug-server',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT', 'ENV'],

  *check(file) {
    const stage = finalStage(file.stages);
    if (!stage || isForDevelopment(file.path) || saysDevelopment(stage.name ?? '')) return;
    const state = finalState(file, stage);
    for (const [name, on] of variables) {
      const set = variableIn(state, name);
      if (set?.from !== 'ENV' || !set.declared || !on.test(set.value ?? '')) continue;
      yield {
        at: set.declared.span,
        message: `${name}=${set.value} starts the server in debug mode, in which an error page can run code for whoever sees it.`,
      };
    }
    const found = debugOption(startCommand(stage)?.words ?? []);
    if (!found) return;
    const { word, words, program, removable } = found;
    yield {
      at: word.span,
      message: `${program} ${word.text} is for development: it watches files or shows its inside, and serves slower.`,
      ...(removable
        ? { fixes: [{ title: `Remove ${word.text}`, edits: () => [without(words, word)] }] }
        : {}),
    };
  },
};
export default rule;

const yes = /^(?:1|true|yes|on)$/i;
const variables: readonly (readonly [string, RegExp])[] = [
  ['FLASK_DEBUG', yes],
  ['FLASK_ENV', /^development$/],
  ['DJANGO_DEBUG', yes],
  ['QUART_DEBUG', yes],
];

interface Found {
  readonly word: Word;
  readonly words: readonly Word[];
  readonly program: string;
  readonly removable: boolean;
}

const options: Readonly<Record<string, RegExp>> = {
  flask: /^--debug$/,
  quart: /^--debug$/,
  uvicorn: /^--reload$/,
  gunicorn: /^--reload$/,
  hypercorn: /^--reload$/,
  granian: /^--reload$/,
  sanic: /^--(?:debug|dev|reload|auto-reload)$/,
};

const debugOption = (words: readonly Word[]): Found | undefined => {
  const python = pythonProgram(words);
  const first = python ? (python.module ?? python.file) : words[0];
  const rest = python ? python.rest : words.slice(1);
  if (!first) return undefined;
  const program = nameOf(first);
  const verb = rest.find(({ text }) => !text.startsWith('-'));
  if (program === 'fastapi' && verb?.text === 'dev')
    return { word: verb, words, program, removable: false };
  if (program === 'manage.py' && verb?.text === 'runserver')
    return { word: verb, words, program, removable: false };
  const pattern = Object.hasOwn(options, program) ? options[program] : undefined;
  const word = pattern && rest.find(({ text }) => pattern.test(text));
  return word ? { word, words, program, removable: true } : undefined;
};
