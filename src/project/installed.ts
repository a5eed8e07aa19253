import { baseImage } from '../data/base-images.ts';
import type { Copy, Run, Stage } from '../syntax/dockerfile/model.ts';
import { mountsOf } from '../syntax/dockerfile/mounts.ts';
import { lineage, rootImage, sourceStage } from '../syntax/dockerfile/stages.ts';
import { inImage, resolve, type State, statesOf } from '../syntax/dockerfile/state.ts';
import { aptCall, withoutRecommends } from '../syntax/shell/apt.ts';
import type { Command } from '../syntax/shell/model.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { isPython, launched } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { imageName } from '../text/image.ts';
import { recent, several } from '../text/memo.ts';
import { joinPath, type Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { type ImageFiles, imageFiles } from './image-files.ts';
import { filesOfInstall, filesOfRequirements, type PipFiles } from './pip-files.ts';
import type { DockerfileIn, Project } from './project.ts';
import {
  isProjectInstall,
  packageInstalls,
  projectFileOf,
  projectInstalls,
} from './project-installs.ts';
import { knownRequirements, readRequirements } from './requirement-lines.ts';
import { type Called, calledIn, through } from './scripts.ts';

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
  /** The last instruction that installs Python packages. */
  readonly last?: { readonly run: Run; readonly requirements?: Path };
}

// Programs that may install Python packages by means that are not followed here.
const otherInstallers = /^(?:poetry|pipenv|pdm|easy_install|pipx|hatch|rye|pip-sync)$/;

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
  for (const each of stages) {
    const files = imageFiles(file, each, context, project);
    for (const { instruction, state } of statesOf(file, each)) {
      if (instruction.keyword === 'COPY' && instruction.from) {
        const other = copiedPackages(file, instruction, each);
        if (other === 'open') hidden.push(instruction.span);
        if (/^\/(?:usr\/?)?$|^\/(?:usr\/)?lib(?:64)?(?:\/|$)/.test(instruction.target?.text ?? ''))
          aptOpen = true;
        if (other && other !== 'open') {
          const theirs = collect(file, other, context, project, visited);
          python.push(...theirs.python);
          hidden.push(...theirs.hidden);
        }
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
          ({ key, value }) => key.text === 'PYTHONPATH' && !isOwnPath(value?.text ?? '', state),
        )
      )
        hidden.push(instruction.span);
      if (instruction.keyword !== 'RUN') continue;
      if (instruction.script.broken || instruction.form === 'exec') {
        hidden.push(instruction.span);
        aptOpen = true;
      }
      for (const { command, caller } of followed(instruction, calls)) {
        const call = aptCall(command);
        const { span } = caller ?? command;
        if (anyInstaller.test(launched(command).name)) {
          hidden.push(span);
          aptOpen = true;
        }
        // A script that is downloaded may install anything.
        if (isPython(command.words[0]) && command.piped && !command.feeds) hidden.push(span);
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
        const found = isProjectInstall(command)
          ? fromProject(command, instruction, state, context, files, project, base?.python)
          : fromPip(command, state, file, files, project, base?.python, each);
        if (found === 'open' || found?.whole === false) hidden.push(span);
        if (found && found !== 'open') {
          python.push(
            ...found.installed.map((each) => (caller ? calledBy(caller, each, file) : each)),
          );
          last = {
            run: instruction,
            ...(found.requirements ? { requirements: found.requirements } : {}),
          };
          if (
            !isProjectInstall(command) &&
            mountsOf(instruction).some((mount) => mount.get('type') === 'bind')
          )
            hidden.push(span);
        }
      }
    }
  }
  return result();
};

/** Whether a PYTHONPATH names only directories of the project, in which no installer puts packages. */
const isOwnPath = (text: string, { workdir }: State): boolean =>
  text
    .split(':')
    .filter((part) => part !== '' && !/^\$\{?PYTHONPATH(?::-)?\}?$/.test(part))
    .every(
      (part) =>
        part === '.' ||
        /^\/(?:app|code|src|workspace|opt\/app|usr\/src\/app|home\/\w+\/app)(?:\/(?!.*(?:packages|venv|lib))[\w./-]*)?$/.test(
          part,
        ) ||
        (workdir !== undefined && workdir !== '/' && part === workdir),
    );

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

/** What `uv sync` and the like install for the file of the project in the working directory. */
const fromProject = (
  command: Command,
  run: Run,
  state: State,
  context: Path,
  files: ImageFiles,
  project: Project,
  python: string | undefined,
): Brought | 'open' => {
  const path = inImage(state, projectFileOf(command));
  const mounted = mountsOf(run).find(
    (mount) =>
      mount.get('type') === 'bind' &&
      !mount.has('from') &&
      inImage(state, mount.get('target') ?? '') === path,
  );
  const source =
    mounted === undefined
      ? path === undefined
        ? undefined
        : files.at(path)
      : joinPath(context, mounted.get('source') ?? '');
  const installed =
    source === undefined ? undefined : projectInstalls(command, source, python, project);
  return installed ? { installed, whole: true } : 'open';
};

// In the order in which they are asked.
const projectFiles = ['pyproject.toml', 'setup.py', 'setup.cfg'];

/** What `pip install .` installs; undefined when the word names no project whose file says it. */
const fromPackage = (
  text: string,
  state: State,
  files: ImageFiles,
  project: Project,
  python: string | undefined,
): readonly Installed[] | undefined => {
  const [, folder = '', extras = ''] =
    /^(\.{1,2}(?:\/[\w./-]*)?|\/[\w./-]+)(?:\[([^\]]*)\])?$/.exec(text) ?? [];
  if (folder === '') return undefined;
  const sources = projectFiles.flatMap((name) => {
    const path = inImage(state, `${folder}/${name}`);
    return (path === undefined ? undefined : files.at(path)) ?? [];
  });
  return packageInstalls(
    sources,
    extras.split(',').flatMap((each) => each.trim() || []),
    python,
    project,
  );
};

/** What a command brings. */
interface Brought {
  readonly installed: readonly Installed[];
  /** That is all. */
  readonly whole: boolean;
  readonly requirements?: Path;
}

const fromPip = (
  command: Command,
  state: State,
  file: DockerfileIn,
  files: ImageFiles,
  project: Project,
  python: string | undefined,
  stage: Stage,
): Brought | 'open' | undefined => {
  const install = pipInstall(command);
  if (!install)
    return otherInstallers.test(command.name) ||
      (command.name === 'uv' && command.words[1]?.text !== 'venv') ||
      /setup\.py/.test(command.words[1]?.text ?? '')
      ? 'open'
      : undefined;
  const installed: Installed[] = [];
  let whole = true;
  const chosen = filesOfInstall(command, install);
  const unsure = command.conditional && !command.sure;
  const by = (at: Span, files: PipFiles, maybe: boolean): ByPip => ({
    ...{ stage, at, command, files },
    ...(maybe || unsure ? { maybe: true } : {}),
  });
  for (const word of install.opaque) {
    const own = word.dynamic ? undefined : fromPackage(word.text, state, files, project, python);
    whole &&= own !== undefined;
    installed.push(...(own ?? []));
  }
  for (const { word, name, version } of install.packages) {
    const extras = /\[([^\]]*)\]/.exec(word.text)?.[1]?.split(',') ?? [];
    const pip = by(word.span, chosen, word.text.includes(';'));
    installed.push({ name, extras, version, file: file.path, at: word.span, pip });
  }
  let requirements: Path | undefined;
  for (const word of install.requirements) {
    const text = resolve(word, state);
    const path = text === undefined ? undefined : inImage(state, text);
    const source = path === undefined ? undefined : files.at(path);
    if (source === undefined) {
      whole = false;
      continue;
    }
    const read = knownRequirements(source, project, python);
    whole &&= read.whole;
    requirements ??= source;
    if (project.requirements(source)?.own) {
      const mine = fromPackage('.', state, files, project, python);
      whole &&= mine !== undefined;
      installed.push(...(mine ?? []));
    }
    const own = filesOfRequirements(source, project);
    const both = own === 'pypi' ? chosen : chosen === 'pypi' ? own : 'other';
    for (const { maybe, ...each } of read.lines)
      installed.push({ ...each, pip: by(word.span, both, maybe) });
  }
  return { installed, whole, ...(requirements ? { requirements } : {}) };
};

/** The normal names of what a requirements file brings that `-r` names in a state, or undefined when that is not fully known. */
export const namesInRequirements = (
  word: Word,
  state: State,
  files: ImageFiles,
  project: Project,
): ReadonlySet<string> | undefined => {
  const text = resolve(word, state);
  const path = text === undefined ? undefined : inImage(state, text);
  const source = path === undefined ? undefined : files.at(path);
  const read =
    source === undefined || project.requirements(source)?.own
      ? undefined
      : readRequirements(source, project, undefined);
  return read && new Set(read.map(({ name }) => name));
};
