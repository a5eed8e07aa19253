import { callsOf } from '../../syntax/dockerfile/programs.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { isPython } from '../../syntax/shell/program.ts';
import { boundsAfter } from '../../syntax/shell/redirected-version.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './pip-version-redirect.md' with { type: 'text' };

const rule: Rule = {
  id: 'pip-version-redirect',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pin-dependencies',
  like: ['hadolint/DL3013'],
  oncePerFile: true,
  fix: 'suggested',
  about: ['pip', 'python', 'uv', 'conda', 'mamba', 'micromamba', 'poetry', 'pdm', 'pipx'],
  holds: ['<', '>'],

  *check(file) {
    for (const { command } of callsOf(file)) {
      for (const word of installed(command)) {
        const bounds = boundsAfter(file.text, word);
        if (bounds === undefined) continue;
        const end = word.span[1] + bounds.length;
        yield {
          at: [word.span[0], end],
          aka: ['hadolint/DL3013'],
          message: bounds.includes('<')
            ? `The shell takes < in ${bounds} for a redirection, so the RUN fails because there is no file with the name of a version.`
            : `The shell takes > in ${bounds} for a redirection: any ${word.text} is installed, and the output goes to a file named ${bounds.slice(1)}.`,
          // What stands in quotes of its own already would end at the new ones.
          ...(/["']/.test(word.raw)
            ? {}
            : {
                fixes: [
                  {
                    title: 'Quote it',
                    edits: () => [insert(word.span[0], '"'), insert(end, '"')],
                  },
                ],
              }),
        };
      }
    }
  },
};
export default rule;

const verbs: ReadonlySet<string> = new Set(['install', 'add', 'download', 'wheel', 'create']);

/** The words behind the verb of a command that installs Python packages. */
const installed = ({ name, words }: Command): readonly Word[] => {
  const known = /^(?:pip[\d.]*|uv|conda|mamba|micromamba|poetry|pdm|pipx)$/.test(name);
  if (!known && !(isPython(words[0]) && words.some(({ text }) => text === 'pip'))) return [];
  const verb = words.findIndex(({ text }) => verbs.has(text));
  return verb < 0 ? [] : words.slice(verb + 1).filter(({ text }) => /^[A-Za-z]/.test(text));
};
