import type { Run } from '../../syntax/dockerfile/model.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { nameOf, programWords } from '../../syntax/shell/program.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './pipe-without-pipefail.md' with { type: 'text' };

const rule: Rule = {
  id: 'pipe-without-pipefail',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL4006'],
  fix: 'none',
  about: ['|'],

  *check(file) {
    if (!file.text.includes('|')) return;
    for (const stage of file.stages) {
      for (const { run, state } of runsIn(file, stage)) {
        if (run.script.broken) continue;
        if (
          !/^\/?(?:usr\/)?(?:bin\/)?(?:ba|da|a|k|z)?sh$/.test(state.shell[0] ?? '') ||
          state.shell.includes('pipefail')
        )
          continue;
        if (setsPipefail(run, file.text)) continue;
        const first = run.script.commands.find(
          ({ feeds, conditional, words }) =>
            feeds && !conditional && !harmless.has(nameOf(programWords(words)[0])),
        );
        if (!first) continue;
        yield {
          at: first.span,
          message: `When ${nameOf(programWords(first.words)[0])} fails here, the build goes on with what it wrote so far, because a pipe has the result of its last command.`,
        };
      }
    }
  },
};
export default rule;

// These write what they are given and do not fail in a build.
const harmless: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'cat',
  'yes',
  'true',
  'tee',
  'grep',
  'sed',
  'awk',
  'sort',
  'tr',
  'cut',
  'head',
  'tail',
  'xargs',
  'wc',
  'debconf-set-selections',
  'chpasswd',
  'sh',
  'bash',
  'apt-key',
]);

const setsPipefail = (run: Run, text: string): boolean =>
  /\bset\s+-[a-z]*o\s+pipefail\b|\bpipefail\b/.test(slice(text, run.span));
