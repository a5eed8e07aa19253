import { baseImage } from '../../data/base-images.ts';
import { isOwnPath } from '../../project/own-path.ts';
import { bringsNoPackages } from '../../project/own-tools.ts';
import type { PipFiles } from '../../project/pip-files.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Copy, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { lineage, rootImage, sourceStage } from '../../syntax/dockerfile/stages.ts';
import { statesOf } from '../../syntax/dockerfile/state.ts';
import { aptCall, withoutRecommends } from '../../syntax/shell/apt.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { isPython, launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName } from '../../text/image.ts';
import { recent, several } from '../../text/memo.ts';
import { basename, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { calledIn } from '../called.ts';
import { filesAt } from '../files.ts';
import { type Called, through } from '../scripts.ts';
import { bringsNoEnvironment } from './copied-environment.ts';
import { exportTarget } from './exported.ts';
import { fromPip, fromProject } from './pip-installs.ts';
import { isProjectInstall } from './project-installs.ts';
import { takesLines } from './requirement-lines.ts';

/** A Python distribution that an instruction installs. */
export interface Installed {
  readonly name: string;
  readonly extras: readonly string[];
  /** `==1.2`, or empty. */
  readonly version: string;
  readonly file: Path;
  readonly at: Span;
  /** What it brings stands beside it, as in the output of pip-compile. */
  readonly complete?: true;
  /** How pip comes to it; undefined where another installer does. */
  readonly pip?: ByPip;
}

/** The install of a Dockerfile that brings a distribution. */
export interface ByPip {
  readonly stage: Stage;
  /** The word of the Dockerfile that asks for it: the requirement itself, or the file that has it. */
  readonly at: Span;
  /** The command, with which everything is chosen that it names. */
  readonly command: Command;
  readonly files: PipFiles;
  /** A marker or condition that is not known decides. */
  readonly maybe?: true;
}

/** A distribution that pip or uv installs. */
export type InstalledByPip = Installed & { readonly pip: ByPip };

/** What a stage installs with pip and apt, as far as its instructions tell. */
export interface Installs {
  readonly python: readonly Installed[];
  readonly apt: ReadonlySet<string>;
  /** Those of them that are installed with the packages that they recommend. */
  readonly recommending: ReadonlySet<string>;
  /** Something installs Python packages in a way that is not followed: no absence can be claimed. */
  readonly pythonOpen: boolean;
  /** What that is, in the order of the file: the instructions and commands of the Dockerfile, and the name of a base image. */
  readonly hidden: readonly Span[];
  /** Something installs Debian packages or libraries in a way that is not followed. */
  readonly aptOpen: boolean;
  /** The instruction that installs the Python packages of the code, to which others belong. */
  readonly last?: LastInstall;
}

/** An instruction that installs Python packages, and the file that says which. */
export interface LastInstall {
  readonly run: Run;
  readonly requirements?: Path;
  /** A pyproject.toml, where no lock file says more. */
  readonly project?: Path;
}

/** Of two installs the one to which another package belongs: a file that says what the code needs, then the later one. */
const betterOf = (
  one: LastInstall | undefined,
  other: LastInstall,
  project: Project,
): LastInstall => (one && rankOf(one, project) > rankOf(other, project) ? one : other);

const rankOf = (
  { project: own, requirements: path }: LastInstall,
  project: Project,
): 0 | 1 | 2 | 3 => {
  if (path === undefined) return own === undefined ? 0 : 1;
  const file = project.requirements(path);
  if (!file || !takesLines(file)) return 1;
  // A longer name says for which machine or purpose a file is.
  return basename(path) === 'requirements.txt' ? 3 : 2;
};

// Programs that may install anything: scripts, and managers of packages of every kind.
const anyInstaller =
  /^(?:conda|mamba|micromamba|pixi|nix|nix-env|spack|make|bash|sh|zsh|source|\.|eval|xargs|parallel|just|task|ansible-playbook|.+\.sh)$/;

const mostStages = 100;

/** Follows the instructions of a stage and of those that it takes its packages from. */
export const installsOf = (
  file: DockerfileIn,
  stage: Stage,
  context: Path,
  project: Project,
): Installs => installsIn(project)(file)(context)(stage);

// A dozen rules ask for the same stage.
const installsIn = recent((project: Project) =>
  recent((file: DockerfileIn) =>
    recent((context: Path) =>
      several((stage: Stage) => collect(file, stage, context, project, new Set())),
    ),
  ),
);

const collect = (
  file: DockerfileIn,
  stage: Stage,
  context: Path,
  project: Project,
  visited: Set<Stage>,
): Installs => {
  const python: Installed[] = [];
  const apt = new Set<string>();
  const recommending = new Set<string>();
  const image = rootImage(stage);
  const base = image && baseImage(image);
  const hidden: Span[] = [];
  if (!base || base.packages === 'unknown') hidden.push(stage.from.word.span);
  let aptOpen = !base;
  let last: Installs['last'];
  for (const name of base?.has ?? []) apt.add(name);
  const result = (): Installs => ({
    ...{ python, apt, recommending, hidden, aptOpen },
    pythonOpen: hidden.length > 0,
    ...(last ? { last } : {}),
  });
  if (visited.has(stage)) return result();
  const stages = lineage(stage).toReversed();
  const calls = calledIn(file, project);
  if (visited.size + stages.length > mostStages) {
    hidden.push(stage.from.word.span);
    aptOpen = true;
    return result();
  }
  visited.add(stage);
  const codeOnly: Stage[] = [];
  const take = (other: Stage): void => {
    const theirs = collect(file, other, context, project, visited);
    python.push(...theirs.python);
    hidden.push(...theirs.hidden);
    if (theirs.last) last = betterOf(last, theirs.last, project);
  };
  for (const each of stages) {
    for (const { instruction, state } of statesOf(file, each)) {
      if (instruction.keyword === 'COPY' && instruction.from) {
        const other = copiedPackages(file, instruction, each);
        if (other === 'open') hidden.push(instruction.span);
        if (/^\/(?:usr\/?)?$|^\/(?:usr\/)?lib(?:64)?(?:\/|$)/.test(instruction.target?.text ?? ''))
          aptOpen = true;
        if (!other || other === 'open') continue;
        if (bringsNoEnvironment(file, instruction, other)) codeOnly.push(other);
        else take(other);
      }
      if (
        (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') &&
        !instruction.from &&
        /site-packages|dist-packages|\/(?:\.?venv|env)\b/.test(instruction.target?.text ?? '')
      )
        hidden.push(instruction.span);
      if (
        instruction.keyword === 'ENV' &&
        instruction.pairs.some(
          ({ key, value }) =>
            key.text === 'PYTHONPATH' && !isOwnPath(value?.text ?? '', state, stages),
        )
      )
        hidden.push(instruction.span);
      if (instruction.keyword !== 'RUN') continue;
      const files = filesAt(file, each, project, instruction);
      if (instruction.script.broken || instruction.form === 'exec') {
        hidden.push(instruction.span);
        aptOpen = true;
      }
      for (const { command, caller } of followed(instruction, calls)) {
        const call = aptCall(command);
        const { span } = caller ?? command;
        const isHarmless =
          bringsNoPackages(command, instruction, each) ||
          exportTarget(command, instruction) !== undefined;
        if (anyInstaller.test(launched(command).name)) {
          if (!isHarmless) hidden.push(span);
          aptOpen = true;
        }
        // A script that is downloaded may install anything.
        if (!isHarmless && isPython(command.words[0]) && command.piped && !command.feeds)
          hidden.push(span);
        if (call?.verb === 'install') {
          for (const word of call.packages) {
            if (word.dynamic) {
              hidden.push(span);
              aptOpen = true;
            }
            // What an architecture stands behind is the same package.
            const name = word.text.split(/[=/:]/)[0] ?? word.text;
            if (!word.dynamic) apt.add(name);
            if (!withoutRecommends(call)) recommending.add(name);
          }
          if (
            call.packages.some(
              ({ text }) =>
                text.startsWith('python3-') &&
                !/^python3-(?:pip|venv|dev|setuptools|wheel|distutils)$/.test(text),
            )
          )
            hidden.push(span);
          continue;
        }
        // A requirements file that is edited during the build is not the one in the project.
        if (/^(?:sed|awk)$/.test(command.name)) {
          if (command.words.some(isOfPackages)) hidden.push(span);
          aptOpen ||= command.words.some(({ dynamic, text }) => dynamic || /\/etc\/apt/.test(text));
        }
        if (/^(?:dpkg|yum|dnf|microdnf|apk|zypper|make|ninja)$/.test(command.name)) aptOpen = true;
        if (isHarmless) continue;
        const found = isProjectInstall(command)
          ? fromProject(command, instruction, state, context, files, project, base?.python)
          : fromPip(command, state, file, files, project, base?.python, each, instruction);
        if (found === 'open' || found?.whole === false) hidden.push(span);
        if (found && found !== 'open') {
          python.push(
            ...found.installed.map((each) => (caller ? calledBy(caller, each, file) : each)),
          );
          const { project: own, requirements } = found;
          last = betterOf(
            last,
            {
              run: instruction,
              ...(requirements === undefined ? {} : { requirements }),
              ...(own === undefined ? {} : { project: own }),
            },
            project,
          );
          if (
            !isProjectInstall(command) &&
            mountsOf(instruction).some((mount) => mount.get('type') === 'bind')
          )
            hidden.push(span);
        }
      }
    }
  }
  // That none of its packages are in the image is another finding.
  if (python.length === 0) codeOnly.forEach(take);
  return result();
};

/** Whether a word may name what says which packages are installed, or where they are. */
const isOfPackages = ({ dynamic, text }: Word): boolean =>
  dynamic || /require|constraint|\.(?:txt|in|toml|cfg|lock)\b|setup\.py|packages/.test(text);

/** What a script installs, with its places in the command that calls it. */
const calledBy = (caller: Command, installed: Installed, { path }: DockerfileIn): Installed => ({
  ...installed,
  ...(installed.file === path ? { at: caller.span } : {}),
  ...(installed.pip ? { pip: { ...installed.pip, at: caller.span } } : {}),
});

/** The commands of a RUN; those of a script stand in place of the command that calls it. */
const followed = (
  run: Run,
  calls: (run: Run) => Called,
): readonly { readonly command: Command; readonly caller?: Command }[] =>
  run.script.commands.flatMap((outer) =>
    through([outer], calls(run)).map((command) =>
      command === outer ? { command } : { command, caller: outer },
    ),
  );

/** The stage whose packages a `COPY --from` brings, `open` when it is not known, undefined when it brings none. */
const copiedPackages = (
  file: DockerfileIn,
  copy: Copy,
  stage: Stage,
): Stage | 'open' | undefined => {
  const name = copy.from?.text ?? '';
  const sources = copy.sources.map(({ text }) => text).join(' ');
  const from = sourceStage(file, stage, name);
  if (/^(?:\/uvx? ?)+$/.test(sources) || (!from && /^\/(?:bin\/)?uvx?\b/.test(sources)))
    return undefined;
  if (!from) return 'open';
  return hasNoPython(from) ? undefined : from;
};

/** Whether a stage is one of another language, in which nothing installs Python packages. */
const hasNoPython = (stage: Stage): boolean => {
  const image = rootImage(stage);
  return (
    image !== undefined &&
    /^(?:node|golang|rust|nginx|caddy|maven|gradle|eclipse-temurin|oven\/bun|denoland\/deno)$/.test(
      imageName(image),
    ) &&
    lineage(stage).every(({ instructions }) =>
      instructions.every(
        (each) =>
          each.keyword !== 'RUN' ||
          (each.form === 'shell' &&
            !each.script.broken &&
            !each.script.commands.some(({ words }) =>
              words.some(({ text }) => /python|\bpip|\buv\b|conda|poetry|\.sh$/.test(text)),
            )),
      ),
    )
  );
};
