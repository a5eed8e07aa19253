import { releaseOf } from '../../data/image-release.ts';
import { calledIn } from '../../image/called.ts';
import type { DockerfileIn } from '../../project/project.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import type { Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, namedImage } from '../../syntax/dockerfile/stages.ts';
import {
  type RunMoment,
  resolve,
  runsIn,
  runsThrough,
  type State,
  variableIn,
} from '../../syntax/dockerfile/state.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import { imageName } from '../../text/image.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './externally-managed-python.md' with { type: 'text' };

const rule: Rule = {
  id: 'externally-managed-python',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['pip', 'python'],

  *check(file, project) {
    for (const stage of file.stages) {
      const image = namedImage(stage);
      const release = image && releaseOf(image);
      // Docker's images of Python have one of their own, which nothing marks.
      if (!release || !image || imageName(image) === 'python' || !isMarked(release.number))
        continue;
      if (release.distribution === 'Alpine') continue;
      const calls = calledIn(file, project);
      const apt = runsThrough(file, stage);
      const pip = apt.flatMap(({ run }) => pipPackages(run));
      const [installer] = pip;
      if (!installer || apt.some(({ run }) => calls(run).unread.length > 0)) continue;
      const refused = runsIn(file, stage).flatMap((moment) => refusedIn(moment));
      const [first] = refused;
      if (!first || mayHaveAnother(file, stage)) continue;
      const fixes = [withVenv(file, stage, apt, installer, first), withFlag(refused)];
      yield {
        at: first.span,
        message: `The Python of ${release.distribution} ${release.number} is managed by apt, so pip refuses with "externally-managed-environment".`,
        fixes: fixes.flatMap((fix) => fix ?? []),
      };
    }
  },
};
export default rule;

/** Debian 12 and Ubuntu 23.04 were the first releases with the mark of PEP 668. */
const isMarked = (number: string): boolean => {
  const [major = 0] = number.split('.').map(Number);
  return number.includes('.') ? major >= 23 : major >= 12;
};

interface Refused {
  readonly moment: RunMoment;
  readonly span: readonly [number, number];
  /** The word of the verb. */
  readonly verb: Word;
}

/** Words of those that bring another Python, or lift the mark. */
const others =
  /EXTERNALLY-MANAGED|break-system-packages|BREAK_SYSTEM_PACKAGES|pip\.conf|PIP_CONFIG_FILE|deadsnakes|conda|mamba|pyenv|VIRTUAL_ENV|activate\b|(?<![A-Z_$])PATH[= ](?!"?\/usr\/local\/(?:cuda|nvidia))|get-pip|\/python3?\b.*\/python3?\b|update-alternatives|\buv\b|Python-3/;

const mayHaveAnother = ({ text }: DockerfileIn, stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some((each) => {
      if (each.keyword === 'COPY' && each.from) return bringsPrograms(each);
      if (each.keyword === 'RUN' && each.script.broken) return true;
      const relevant = /^(?:RUN|ENV|ARG|COPY|ADD|SHELL)$/.test(each.keyword);
      return relevant && others.test(text.slice(...each.span));
    }),
  );

/** Whether a copy from elsewhere may bring a Python to where programs are looked for. */
const bringsPrograms = (copy: Instruction): boolean =>
  copy.keyword === 'COPY' &&
  (!copy.target ||
    copy.target.dynamic ||
    /^\/(?:usr|bin|opt|root)?(?:\/|$)/.test(copy.target.text));

/** The words by which apt installs pip. */
const pipPackages = (run: Run): readonly Word[] =>
  run.script.commands.flatMap((command) => {
    const call = aptCall(command);
    return call?.verb === 'install' && run.form === 'shell'
      ? call.packages.filter(({ text }) => text === 'python3-pip')
      : [];
  });

const refusedIn = (moment: RunMoment): readonly Refused[] =>
  moment.run.form === 'exec'
    ? []
    : moment.run.script.commands.flatMap((command) => refusedBy(command, moment));

const refusedBy = (command: Command, moment: RunMoment): readonly Refused[] => {
  const { name, words } = launched(command);
  const install = pipInstall(command);
  if (install?.tool !== 'pip' || command.conditional || !/^(?:pip3?|python3?)$/.test(name))
    return [];
  if (words[0]?.text.includes('/')) return [];
  // These install elsewhere.
  if (hasOption(install.options, '-t', '--target', '--root', '--prefix', '--dry-run', '--python'))
    return [];
  const verb = words.find(({ text }) => text === 'install');
  return verb ? [{ moment, span: install.span, verb }] : [];
};

const withFlag = (refused: readonly Refused[]): Fix => ({
  title: 'Add --break-system-packages',
  edits: () => refused.map(({ verb }) => insert(verb.span[1], ' --break-system-packages')),
});

/** A virtual environment before the first install; none where packages of apt are to be seen, or the user may not write. */
const withVenv = (
  file: DockerfileIn,
  stage: Stage,
  all: readonly RunMoment[],
  installer: Word,
  { moment: { run, state } }: Refused,
): Fix | undefined => {
  const packages = all.flatMap((each) => namesIn(each.run));
  const sees = packages.some((name) => /^python3-/.test(name) && !tools.has(name));
  const own = stage.instructions.includes(run) && within(installer, run.span) === false;
  if (sees || !own || !isRoot(state) || /\/usr\/bin\/python/.test(file.text)) return undefined;
  const end = lineEndOf(file.text);
  return {
    title: 'Install into a virtual environment',
    edits: () => [
      ...(packages.includes('python3-venv') ? [] : [insert(installer.span[1], ' python3-venv')]),
      insert(
        aboveOf(file.text, run),
        `RUN python3 -m venv /opt/venv${end}ENV PATH=/opt/venv/bin:$PATH${end}`,
      ),
    ],
  };
};

const within = ({ span }: Word, [start, end]: readonly [number, number]): boolean =>
  span[0] >= start && span[1] <= end;

const tools: ReadonlySet<string> = new Set([
  ...['python3-pip', 'python3-venv', 'python3-dev', 'python3-setuptools', 'python3-wheel'],
]);

const namesIn = (run: Run): readonly string[] =>
  run.script.commands.flatMap((command) => {
    const call = aptCall(command);
    return call?.verb === 'install' ? call.packages.map(({ text }) => text) : [];
  });

const isRoot = (state: State): boolean => {
  const user = state.user ? resolve(state.user, state) : (state.baseUser ?? 'root');
  return (user === 'root' || user === '0') && !variableIn(state, 'PIP_PREFIX');
};
