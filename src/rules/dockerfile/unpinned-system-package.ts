import type { DockerfileIn } from '../../project/project.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { runsIn, type State, variableIn } from '../../syntax/dockerfile/state.ts';
import { type ManagerCall, managerCall, managers } from '../../syntax/shell/managers.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import type { Word } from '../../syntax/word.ts';
import { slice } from '../../text/span.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './unpinned-system-package.md' with { type: 'text' };

const names: Readonly<Record<string, Alias>> = {
  apt: 'hadolint/DL3008',
  npm: 'hadolint/DL3016',
  apk: 'hadolint/DL3018',
  gem: 'hadolint/DL3028',
  yum: 'hadolint/DL3033',
  zypper: 'hadolint/DL3037',
  dnf: 'hadolint/DL3041',
  go: 'hadolint/DL3062',
};

const rule: Rule = {
  id: 'unpinned-system-package',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'strict',
  concept: 'pin-dependencies',
  aka: Object.values(names),
  fix: 'none',
  about: managers.flatMap(({ programs }) => programs),

  *check(file) {
    for (const stage of file.stages) {
      for (const { run, state } of runsIn(file, stage)) {
        for (const command of run.script.commands) {
          const call = managerCall(command);
          const alias = call && names[call.manager.name];
          if (!call || !alias) continue;
          for (const word of named(call)) {
            const lost = word.dynamic && lostVariable(word, stage, run, state, file);
            if (word.dynamic ? !lost : pinnedIn(call).test(word.text)) continue;
            yield {
              at: word.span,
              message: lost
                ? `${word.raw} has no version, since ${lost} is set in another stage and is empty here.`
                : `${word.text} has no version, so the next build can install another one.`,
              aka: [alias],
            };
          }
        }
      }
    }
  },
};
export default rule;

/** The packages whose versions count. */
const named = ({ manager, installs, noun, verb, packages, options }: ManagerCall) => {
  if (!installs || noun.startsWith('group')) return [];
  // go runs the first word, the others are for the program.
  if (verb.text === 'run') return packages.slice(0, 1);
  if (manager.name !== 'gem') return packages;
  // gem names the version of all packages apart, and a word behind an option that is not known may be its value.
  if (hasOption(options, '-v', '--version')) return [];
  const unknown = [...options.options.values()]
    .flat()
    .filter(({ word, value }) => !value && /^--(?!no-)/.test(word.text) && !switches.has(word.text))
    .map(({ word }) => word.span[1]);
  return packages.filter(({ span }) => !unknown.some((end) => end === span[0] - 1));
};

// Options of gem install without a value (gem help install, RubyGems 3.6; 2026-11).
const switches: ReadonlySet<string> = new Set([
  ...['--force', '--user-install', '--wrappers', '--env-shebang', '--ignore-dependencies'],
  ...['--development', '--development-all', '--conservative', '--minimal-deps', '--explain'],
  ...['--post-install-message', '--lock', '--suggestions', '--vendor', '--default', '--local'],
  ...['--remote', '--both', '--clear-sources', '--update-sources', '--prerelease', '--verbose'],
  ...['--quiet', '--silent', '--backtrace', '--debug', '--norc', '--format-executable'],
]);

/** A module of dnf has its stream behind a colon: `nodejs:22`. */
const pinnedIn = ({ manager, noun }: ManagerCall): RegExp =>
  noun === 'module' ? /:/ : manager.pinned;

/** The variable that holds the version of a package and is set by ENV of another stage only, so that it is empty here. */
const lostVariable = (
  word: Word,
  stage: Stage,
  run: Run,
  state: State,
  file: DockerfileIn,
): string | undefined => {
  const name = /[-=:@]\$\{?([A-Za-z_]\w*)\}?$/.exec(word.text)?.[1];
  if (name === undefined || variableIn(state, name)) return undefined;
  const source = slice(file.text, run.span);
  if (source.includes(`${name}=`) || new RegExp(`\\b(?:read|for)\\b.*\\b${name}\\b`).test(source))
    return undefined;
  const elsewhere = file.stages.some(
    (each) =>
      each.index < stage.index &&
      each.instructions.some(
        (other) => other.keyword === 'ENV' && other.pairs.some(({ key }) => key.text === name),
      ),
  );
  return elsewhere ? name : undefined;
};
