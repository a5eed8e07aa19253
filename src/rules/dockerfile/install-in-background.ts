import type { Run } from '../../syntax/dockerfile/model.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { isPython, launched, pythonProgram } from '../../syntax/shell/program.ts';
import { replace } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './install-in-background.md' with { type: 'text' };

const rule: Rule = {
  id: 'install-in-background',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['apt-get', 'apt', 'apk', 'dnf', 'microdnf', 'yum', 'conda', 'mamba', 'npm', 'pip', 'uv'],

  *check({ instructions, text }) {
    for (const run of instructions) {
      if (run.keyword !== 'RUN' || run.form === 'exec' || run.script.broken) continue;
      for (const { at, first } of unwaited(run, text)) {
        yield {
          at,
          message: `One & puts ${first} in the background, so it runs at the same time as the command after it, and its failure is not noticed.`,
          fixes: [{ title: 'Write &&', edits: () => [replace(at, '&&')] }],
        };
      }
    }
  },
};
export default rule;

/** The single `&` between two commands of a RUN that change the same packages, where nothing waits. */
function* unwaited(
  { script: { commands } }: Run,
  text: string,
): Generator<{ readonly at: Span; readonly first: string }> {
  if (commands.some(({ name }) => name === 'wait')) return;
  for (const [i, command] of commands.entries()) {
    const next = commands[i + 1];
    if (!command.background || !next || command.conditional || next.conditional) continue;
    const family = familyOf(command);
    if (family === undefined || familyOf(next) !== family) continue;
    const between = text.slice(command.span[1], next.span[0]);
    const [, blank = ''] = /^([\s\\]*)&[\s\\]*$/.exec(between) ?? [];
    const at = command.span[1] + blank.length;
    if (text[at] === '&')
      yield {
        at: [at, at + 1],
        first: command.words
          .slice(0, isPython(command.words[0]) ? 4 : 2)
          .map((word) => word.text)
          .join(' '),
      };
  }
}

const families: readonly (readonly [programs: RegExp, verbs: RegExp, family: string])[] = [
  [/^pip[\d.]*$/, /^(?:install|uninstall)$/, 'pip'],
  [/^(?:apt-get|apt|aptitude|dpkg)$/, /^(?:update|install|upgrade|remove|purge|-i)$/, 'apt'],
  [/^apk$/, /^(?:add|update|upgrade|del)$/, 'apk'],
  [/^(?:yum|dnf|microdnf)$/, /^(?:install|update|upgrade|remove|makecache)$/, 'rpm'],
  [/^(?:conda|mamba|micromamba)$/, /^(?:install|create|update|env)$/, 'conda'],
  [/^(?:npm|pnpm|yarn)$/, /^(?:install|i|ci|add|update)$/, 'npm'],
];

/** What a command installs into: two of one family wait for each other's lock, or write the same files. */
const familyOf = (command: Command): string | undefined => {
  const { name, words } = launched(command);
  const python = pythonProgram(words);
  const uv = name === 'uv' && words[1]?.text === 'pip';
  const program = uv ? 'pip' : (python?.module?.text ?? name);
  const rest = python?.rest ?? words.slice(1);
  return families.find(
    ([programs, verbs]) => programs.test(program) && rest.some(({ text }) => verbs.test(text)),
  )?.[2];
};
