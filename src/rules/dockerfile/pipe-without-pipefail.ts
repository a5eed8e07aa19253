import { baseImage } from '../../data/base-images.ts';
import type { Run } from '../../syntax/dockerfile/model.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched, nameOf, programWords } from '../../syntax/shell/program.ts';
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
  oncePerFile: 'in reports',
  fix: 'none',
  about: ['|'],

  *check(file) {
    if (!file.text.includes('|')) return;
    for (const stage of file.stages) {
      const runs = runsIn(file, stage);
      for (const [at, { run, state }] of runs.entries()) {
        if (run.script.broken) continue;
        if (
          !/^\/?(?:usr\/)?(?:bin\/)?(?:ba|da|a|k|z)?sh$/.test(state.shell[0] ?? '') ||
          state.shell.includes('pipefail')
        )
          continue;
        if (setsPipefail(run, file.text)) continue;
        const { commands } = run.script;
        const later = runs.slice(at + 1).flatMap((each) => each.run.script.commands);
        const first = commands.find(
          ({ feeds, conditional, words }, i) =>
            feeds &&
            !conditional &&
            !harmless.has(nameOf(programWords(words)[0])) &&
            !failsToo(endOf(commands, i)) &&
            !installsWhatFollows(commands, i, later) &&
            !isKeyOfSource(commands, i),
        );
        if (!first) continue;
        const root = rootImage(stage);
        yield {
          at: first.span,
          // An image of somebody may set SHELL, which is inherited.
          ...(root?.text.includes('/') && !baseImage(root) ? { profile: 'strict' as const } : {}),
          message: `When ${nameOf(programWords(first.words)[0])} fails here, the build goes on with what it wrote so far, because a pipe has the result of its last command.`,
        };
      }
    }
  },
};
export default rule;

/** The last command of the pipeline that a command feeds. */
const endOf = (commands: readonly Command[], from: number): Command | undefined =>
  commands.slice(from + 1).find(({ feeds, piped }) => piped && !feeds);

/**
 * Whether an interpreter installs, from the pipe, a program that the next command runs by its path, or one that the
 * address names and that runs later in the stage: without it that command fails.
 */
const installsWhatFollows = (
  commands: readonly Command[],
  from: number,
  later: readonly Command[],
): boolean => {
  const end = endOf(commands, from);
  if (!end || !/^(?:(?:ba|da|z)?sh|python[\d.]*)$/.test(launched(end).name)) return false;
  const rest = commands.slice(commands.indexOf(end) + 1);
  const next = rest[0]?.words[0]?.text ?? '';
  if (/^(?:~|\$\{?HOME\}?|\/root|\/opt|\/usr\/local)\/.*bin\//.test(next)) return true;
  const address = commands[from]?.words.find(({ text }) => /^https?:/.test(text))?.text ?? '';
  const named = new Set(address.toLowerCase().split(/[^a-z0-9]+/));
  return [...rest, ...later].some(
    (each) =>
      !each.conditional &&
      installers.has(nameOf(each.words[0])) &&
      named.has(nameOf(each.words[0])),
  );
};

/** Whether the pipe writes a key that a source of packages names in the same RUN, and that APT reads there: it refuses what no key signs. */
const isKeyOfSource = (commands: readonly Command[], from: number): boolean => {
  const end = endOf(commands, from);
  if (!end) return false;
  const rest = commands.slice(commands.indexOf(end) + 1);
  const files = [...end.writes, ...(end.name === 'tee' ? end.words.slice(1) : [])];
  return (
    files.some(({ text }) => text.startsWith('/') && names(commands, `signed-by=${text}`)) &&
    rest.some(({ name, words, conditional }) => {
      const verb = words.slice(1).find(({ text }) => !text.startsWith('-'));
      return /^apt(?:-get)?$/.test(name) && verb?.text === 'update' && !conditional;
    })
  );
};

const names = (commands: readonly Command[], part: string): boolean =>
  commands.some(({ words }) => words.some(({ text }) => text.includes(part)));

/** Programs whose own address installs them and names them. */
const installers: ReadonlySet<string> = new Set(
  'uv poetry pdm pixi bun deno rustup helm ollama'.split(' '),
);

/** Whether a command fails when nothing, or only a part, arrives; `| true` means `|| true`, to go on whatever happens. */
const failsToo = (command: Command | undefined): boolean => {
  if (!command) return false;
  const { name, words } = launched(command);
  const options = words.slice(1).map(({ text }) => text);
  if (/^(?:gzip|bzip2|xz|zstd|lzma)$/.test(name))
    return options.some((text) => /^-\w*d|^--(?:de|un)compress$/.test(text));
  if (/sum$/.test(name)) return options.some((text) => /^-\w*c|^--check$/.test(text));
  if (name === 'tar')
    return options.some((text) => /^-?[a-zA-Z]*[xt]|^--(?:extract|get|list)$/.test(text));
  if (name === 'apt-key') return options.includes('add');
  return name === 'true' || name === ':' || checkers.has(name);
};

const checkers: ReadonlySet<string> = new Set(
  'gpg gpg2 gpgv gunzip zcat bunzip2 bzcat unxz xzcat unzstd zstdcat unzip funzip cpio'.split(' '),
);

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
