import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Copy, Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { inImage, resolve, type State, statesOf } from '../../syntax/dockerfile/state.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import type { Edit } from '../../text/edit.ts';
import { insert, remove } from '../../text/edit.ts';
import { lineEndOf, wholeLines } from '../../text/lines.ts';
import { basename, dirname, relativeTo } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-before-install.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-before-install',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'layers-cache',
  fix: 'suggested',
  about: ['COPY', 'ADD'],

  *check(file, project) {
    for (const stage of file.stages) {
      const found = installAfterCopy(file, stage);
      if (!found) continue;
      const { copy, run, source, packages } = found;
      const fixed = needsProject(found.run, project) ? undefined : reorder(file, found);
      const again = source ?? listed(packages);
      yield {
        at: [copy.word.span[0], copy.target?.span[1] ?? copy.operands[1]],
        message:
          source === undefined
            ? `Every edit to the copied files repeats the install of ${again}, which needs none of them: this COPY stands before it.`
            : `Every edit to the copied files makes pip install ${again} again, because this COPY stands before it.`,
        related: [{ file: file.path, at: run.word.span, message: 'the install that is repeated' }],
        ...(fixed
          ? {
              fixes: [
                {
                  title: source === undefined ? 'Copy after the install' : `Copy ${source} first`,
                  edits: () => fixed,
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

/** Whether a requirements file of the project with the name of one that is installed lists directories of the project too, which have to be there before. */
const needsProject = ({ script }: Run, project: Project): boolean => {
  const names = script.commands.flatMap((command) =>
    (pipInstall(command)?.requirements ?? []).map(({ text }) => basename(text)),
  );
  return project
    .under('')
    .filter((path) => names.includes(basename(path)))
    .some((path) => {
      const file = project.requirements(path);
      return file && (file.own || file.opaque.length > 0 || file.includes.length > 0);
    });
};

/** The first three of several names. */
const listed = (packages: readonly string[]): string => {
  const names = [...new Set(packages)];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${names.slice(0, 3).join(', ')}${more}`;
};

interface Found {
  readonly copy: Copy;
  readonly run: Run;
  /** The requirements file below the build context, when one is installed, and its folder in the image. */
  readonly source?: string;
  readonly folder: string;
  /** What is installed by name. */
  readonly packages: readonly string[];
  /** Nothing else of the project is copied above the install, which would repeat it all the same. */
  readonly only: boolean;
  /** The working directories at the COPY and at the RUN are the same. */
  readonly still: boolean;
}

/** The COPY of the whole context that stands before an install from a requirements file in it, or else of packages by name, with no other RUN between. */
const installAfterCopy = (file: DockerfileIn, stage: Stage): Found | undefined => {
  let copied: { readonly copy: Copy; readonly state: State } | undefined;
  let named: Found | undefined;
  const apart = new Set<string>();
  let others = 0;
  for (const { instruction, state } of statesOf(file, stage)) {
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      if (instruction.from) continue;
      for (const { text } of instruction.sources) if (!isWhole(text)) apart.add(basename(text));
      const [only, more] = instruction.sources;
      if (only && !more && isWhole(only.text)) copied ??= { copy: instruction, state };
      else if (!instruction.sources.every(({ text }) => isDependencyFile(text))) others++;
      continue;
    }
    if (!copied || instruction.keyword !== 'RUN') continue;
    const requirements = requirementsOf(instruction);
    const still = copied.state.workdir === state.workdir;
    if (requirements === undefined && needsNoSource(instruction)) {
      const packages = [...(named?.packages ?? []), ...packagesOf(instruction)];
      const below = copied.copy.target && resolve(copied.copy.target, copied.state) !== '/';
      if (below && packages.length > (named?.packages.length ?? 0))
        named = {
          copy: copied.copy,
          run: instruction,
          folder: '',
          packages,
          still,
          only: others === 0,
        };
      continue;
    }
    if (requirements === undefined) return named;
    if (apart.has(basename(requirements)))
      return {
        copy: copied.copy,
        run: instruction,
        folder: '',
        packages: [...(named?.packages ?? []), basename(requirements)],
        still,
        only: others === 0,
      };
    const target = copied.copy.target && resolve(copied.copy.target, copied.state);
    const root = target === undefined ? undefined : inImage(copied.state, target);
    const inside = inImage(state, requirements);
    const source = root && inside ? relativeTo(root.slice(1), inside.slice(1)) : undefined;
    if (!inside || !source) return named;
    const folder = dirname(inside);
    return {
      copy: copied.copy,
      run: instruction,
      source,
      folder,
      packages: [],
      still,
      only: others === 0,
    };
  }
  return named;
};

const system: ReadonlySet<string> = new Set([
  'apt-get',
  'apt',
  'apk',
  'yum',
  'dnf',
  'microdnf',
  'rm',
  'mkdir',
  'useradd',
  'adduser',
  'groupadd',
  'addgroup',
  'echo',
  'ln',
  'set',
]);

/** A RUN of system commands alone, which touch nothing of the project. */
const needsNoSource = ({ script }: Run): boolean =>
  !script.broken &&
  script.commands.every((command) => {
    const install = pipInstall(command);
    if (install)
      return install.opaque.length + install.requirements.length + install.constraints.length === 0;
    return system.has(command.name);
  });

/** The packages that a RUN installs by name from an index, when no file of the build has a part in it. */
const packagesOf = (run: Run): readonly string[] => {
  if (mountsOf(run).some((mount) => mount.get('type') === 'bind')) return [];
  const installs = run.script.commands.flatMap((command) => {
    const pip = pipInstall(command);
    if (pip)
      return [
        hasOption(pip.options, '--find-links', '-f')
          ? undefined
          : pip.packages.map(({ name }) => name),
      ];
    const call = managerCall(command);
    return call?.installs ? [call.packages.map(({ text }) => text)] : [];
  });
  return installs.every((each) => each?.every((name) => !/[/*]|\.(?:deb|rpm|apk)$/.test(name)))
    ? installs.flatMap((each) => each ?? [])
    : [];
};

/** Whether a source only says what to install. */
const isDependencyFile = (source: string): boolean =>
  /(?:^|\/)(?:[\w.*-]*(?:requirements|constraints)[\w.*-]*|pyproject\.toml|[\w*]+\.lock|setup\.(?:py|cfg)|Pipfile[\w.*]*|environment[\w.-]*\.ya?ml|package[\w.*-]*\.json)$/.test(
    source,
  );

const isWhole = (source: string): boolean => source === '.' || source === './' || source === '/';

/** The single requirements file in the working folder that a RUN installs, when it installs nothing of the project itself. */
const requirementsOf = (instruction: Instruction): string | undefined => {
  if (
    instruction.keyword !== 'RUN' ||
    mountsOf(instruction).some((mount) => mount.get('type') === 'bind')
  )
    return undefined;
  for (const command of instruction.script.commands) {
    const install = pipInstall(command);
    if (!install || install.opaque.length > 0) continue;
    const [file, more] = install.requirements;
    if (file && !more && !file.dynamic && !file.text.startsWith('/') && !file.text.includes('..'))
      return file.text;
  }
  return undefined;
};

/** The edits that copy the requirements before the install and everything else behind it. */
const reorder = (
  file: DockerfileIn,
  { copy, run, source, folder, still, only }: Found,
): readonly Edit[] | undefined => {
  const target = copy.target?.text ?? '.';
  if (!only || (!still && !target.startsWith('/'))) return undefined;
  const lines = file.lines();
  const end = lineEndOf(file.text);
  const whole = wholeLines(lines, copy.span);
  const moved = file.text.slice(...whole).replace(/\r?\n?$/, '');
  const after = wholeLines(lines, run.span)[1];
  const newline = file.text[after - 1] === '\n' ? '' : end;
  const below = insert(after, `${newline}${moved}${end}`);
  if (source === undefined) return [remove(whole), below];
  const here = (target === '.' || target === './') && !source.includes('/');
  return [{ span: whole, text: `COPY ${source} ${here ? './' : `${folder}/`}${end}` }, below];
};
