import { calledIn } from '../../image/called.ts';
import type { Called } from '../../image/scripts.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Rule } from '../rule.ts';
import docs from './lost-change-of-folder.md' with { type: 'text' };

const lost: Readonly<Record<string, string>> = {
  cd: 'Each RUN starts in WORKDIR again',
  export: 'Each RUN has variables of its own',
  source: 'Each RUN is a new shell',
  '.': 'Each RUN is a new shell',
  alias: 'Each RUN is a new shell',
};

const rule: Rule = {
  id: 'lost-change-of-folder',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL3003'],
  fix: 'none',
  about: [...Object.keys(lost), 'conda', 'mamba', 'micromamba'],

  *check(file, project) {
    const calls = calledIn(file, project);
    for (const run of runsOf(file)) {
      if (run.script.broken) continue;
      const { commands } = run.script;
      const last = commands.at(-1);
      if (!last) continue;
      if (!activates(last)) {
        if (commands.some(({ name }) => !Object.hasOwn(lost, name))) continue;
        if (commands.some((command) => mayWrite(command, calls(run)))) continue;
      }
      const what = activates(last) ? `${last.name} ${last.words[1]?.text}` : last.name;
      yield {
        at: last.span,
        message: `${lost[last.name] ?? lost['source']}, so this ${what} changes nothing for the lines below.`,
        aka: last.name === 'cd' ? ['hadolint/DL3003'] : [],
      };
    }
  },
};
export default rule;

/** `conda activate NAME` and the like: it only sets variables of its shell, whatever runs before it. */
const activates = ({ name, words }: Command): boolean =>
  /^(?:conda|mamba|micromamba)$/.test(name) && /^(?:de)?activate$/.test(words[1]?.text ?? '');

/** Whether a sourced script may do more than set variables, which only its text or its name can rule out. */
const mayWrite = (command: Command, called: Called): boolean => {
  if (command.name !== 'source' && command.name !== '.') return false;
  const script = called.scripts.get(command);
  if (script)
    return (
      writes(script.text) ||
      script.script().commands.some((each) => !settles.has(each.name) || mayWrite(each, called))
    );
  const name = nameOf(command.words[1]);
  return !variables.test(name) || work.test(name);
};

/** Whether a text sends output to a file. */
const writes = (text: string): boolean =>
  text.replaceAll(/\d?>&\d|[\d&]?>{1,2}\s*\/dev\/\w+|\[\[[^\n]*?\]\]/g, '').includes('>');

const variables = /^activate(?:\.\w+)?$|env|rc$|profile$|^os-release$|vars\.(?:ba)?sh$/i;
const work = /build|create|install|make|setup|bootstrap|init|prepare|download|update/i;

// What a script does that only sets variables and functions.
const settles: ReadonlySet<string> = new Set(
  'export set unset alias unalias shopt readonly declare local typeset cd pushd popd source . echo printf test [ [[ : true return hash umask ulimit'.split(
    ' ',
  ),
);
