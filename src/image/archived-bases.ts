import { archiveOf, type ImageRelease, releaseOf } from '../data/image-release.ts';
import { type JudgedBase, judgedBase } from '../project/judged-base.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import type { Run } from '../syntax/dockerfile/model.ts';
import { runsIn } from '../syntax/dockerfile/state.ts';
import { aptCall } from '../syntax/shell/apt.ts';
import type { Command } from '../syntax/shell/model.ts';
import { recent } from '../text/memo.ts';
import { commandsWithin } from './called.ts';
import { hasOtherSources } from './installs/apt-sources.ts';

/** A base image whose packages are asked for at a server that no longer has them. */
export interface ArchivedBase extends JudgedBase {
  readonly release: ImageRelease;
  /** The server that has them. */
  readonly archive: string;
  /** The RUN that asks for them. */
  readonly run: Run;
}

/** The base images of releases that were moved to an archive, where `apt-get update` runs on them; each FROM once. */
export const archivedBases = (file: DockerfileIn, project: Project): readonly ArchivedBase[] =>
  archivedIn(project)(file);

// Three rules ask for the same file, and two of them for each of its images.
const archivedIn = recent((project: Project) =>
  recent((file: DockerfileIn) => find(file, project)),
);

const find = (file: DockerfileIn, project: Project): readonly ArchivedBase[] => {
  const found = new Map<number, ArchivedBase>();
  for (const stage of file.stages) {
    const base = judgedBase(stage, file, project);
    const release = base && releaseOf(base.image);
    const archive = release && archiveOf(release);
    if (!base || !archive || found.has(base.from.index)) continue;
    const run = runsIn(file, stage).find((each) =>
      commandsWithin(file, project)(each.run).some(isUpdate),
    )?.run;
    if (!run) continue;
    // What comes after the update changes nothing about it.
    const first = run.script.commands.find(({ name }) => !harmless.has(name));
    const until = first && isUpdate(first) ? run.span[0] : run.span[1];
    if (hasOtherSources(file, stage, project, until)) continue;
    found.set(base.from.index, { ...base, release, archive, run });
  }
  return [...found.values()];
};

// What changes no source of packages.
const harmless: ReadonlySet<string> = new Set([
  'set',
  'export',
  'echo',
  'cd',
  'mkdir',
  'true',
  ':',
  'useradd',
  'groupadd',
  'adduser',
  'addgroup',
]);

const isUpdate = (command: Command): boolean =>
  aptCall(command)?.verb === 'update' && !command.conditional;
