import { byCommand } from '../../image/installs/by-command.ts';
import {
  type Conflict,
  conflictsAmong,
  hasResolver,
  releaseThatFits,
} from '../../image/installs/conflicts.ts';
import { type ByPip, installsOf } from '../../image/installs/installed.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pythonOf } from '../../project/stage-base.ts';
import { commandsOf } from '../../syntax/dockerfile/select.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { replace } from '../../text/edit.ts';
import { type Span, slice } from '../../text/span.ts';
import { editOfRequirement, placeOfRequirement } from '../placed-requirement.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import docs from './conflicting-requirements.md' with { type: 'text' };

const rule: Rule = {
  id: 'conflicting-requirements',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    const { packages } = project;
    if (!packages || !mayConflict(file) || elsewhere.test(file.text)) return;
    const { folder } = buildContext(file, project);
    const told = new Set<string>();
    for (const stage of file.stages) {
      if (!hasResolver(stage)) continue;
      const python = pythonOf(stage);
      const counts = (pip: ByPip): boolean => pip.stage === stage && resolves(pip.command);
      for (const asked of byCommand(installsOf(file, stage, folder, project).python, counts)) {
        for (const conflict of conflictsAmong(asked, python, packages)) {
          const key = `${conflict.by.file} ${conflict.by.at[0]}`;
          if (told.has(key)) continue;
          told.add(key);
          yield findingFor(conflict, asked, python, file, project);
        }
      }
    }
  },
};
export default rule;

type Asked = Conflict['by'];

/** Whether a command asks for two distributions, or for those of a file. */
const mayConflict = (file: DockerfileIn): boolean =>
  commandsOf(file).some((command) => {
    const install = pipInstall(command);
    return !!install && (install.requirements.length > 0 || install.packages.length > 1);
  });

// What takes releases from elsewhere, changes the files during the build, or brings a resolver of its own.
const elsewhere =
  /pip\.conf|pip3? config|\b(?:PIP|UV)_(?:NO_DEPS|CONSTRAINT|OVERRIDE)|\b(?:sed|awk|envsubst|perl)\b|conda|mamba/;

/** Whether a command ends when releases do not fit together. */
const resolves = (command: Command): boolean => {
  const install = pipInstall(command);
  return (
    !!install &&
    !hasOption(
      install.options,
      '--no-deps',
      '--use-deprecated',
      '--override',
      '--overrides',
      '--dry-run',
      '--platform',
      '--python-version',
      '--no-index',
    )
  );
};

const findingFor = (
  conflict: Conflict,
  asked: readonly Asked[],
  python: string | undefined,
  file: DockerfileIn,
  project: Project,
): Finding => {
  const { by, other, release, requires } = conflict;
  const both = requires.version.startsWith('==')
    ? (['by', 'other'] as const)
    : (['other', 'by'] as const);
  const fixes = both.flatMap((each): readonly Fix[] => {
    const { packages } = project;
    const changed = each === 'by' ? by : other;
    const fitting = packages && releaseThatFits(conflict, each, asked, python, packages);
    return fitting === undefined ? [] : pinTo(changed, fitting, file, project);
  });
  return {
    ...placeOfRequirement(by, file, [
      { file: other.file, at: other.at, message: `asks for ${other.name}${other.version}` },
    ]),
    message: `${by.name} ${release} requires ${other.name}${requires.version}, but ${other.name}${other.version} is asked for too: pip stops with ResolutionImpossible.`,
    ...(fixes.length > 0 ? { fixes } : {}),
  };
};

/** Changes the version of a requirement, where it is written without blanks. */
const pinTo = (
  asked: Asked,
  release: string,
  file: DockerfileIn,
  project: Project,
): readonly Fix[] => {
  const span = versionOf(asked, file, project);
  if (!span) return [];
  const edits = () => [editOfRequirement(asked, file, replace(span, `==${release}`))];
  return [{ title: `Change to ${asked.name}==${release}`, edits }];
};

const versionOf = (
  { at, file: path, version }: Asked,
  file: DockerfileIn,
  project: Project,
): Span | undefined => {
  if (path === file.path) {
    const start = at[0] + slice(file.text, at).lastIndexOf(version);
    return start < at[0] ? undefined : [start, start + version.length];
  }
  const entry = project.requirements(path)?.entries.find(({ whole }) => whole[0] === at[0]);
  const extras = entry && entry.extras.length > 0 ? entry.extras.join().length + 2 : 0;
  return entry && at[1] - entry.span[1] === extras + version.length
    ? [at[1] - version.length, at[1]]
    : undefined;
};
