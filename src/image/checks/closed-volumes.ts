import type { Build } from '../../project/builds.ts';
import { isTestData } from '../../project/homes.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { ComposeService, ComposeVolume } from '../../syntax/builds/compose-service.ts';
import type { Plain, Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage, stageNamed } from '../../syntax/dockerfile/stages.ts';
import { finalState } from '../../syntax/dockerfile/state.ts';
import { imageName } from '../../text/image.ts';
import { dirname, type Path } from '../../text/path.ts';
import { mayWrite } from '../rights.ts';
import { treeOf } from '../stage.ts';
import { entryAt, filesIn, inside } from '../tree.ts';
import { userOf } from '../work.ts';

/** A volume of Docker that the user of a service's container cannot write. */
export interface ClosedVolume {
  readonly compose: Path;
  readonly service: ComposeService;
  readonly volume: ComposeVolume;
  readonly user: string;
  /** The USER of the image, where that decides. */
  readonly instruction?: Plain;
  /** The image has the directory, which belongs to root there. */
  readonly owned: boolean;
}

/** The volumes that services mount over an image of this file where its user cannot write: a new volume has the owner of the image's directory, and root where there is none. */
export function* closedVolumes(file: DockerfileIn, project: Project): Generator<ClosedVolume> {
  // What may take the rights of root while it runs may hand the volume over.
  if (/\bsudo\b/.test(file.text)) return;
  const seen = new Set<string>();
  for (const build of runsOf(file, project)) {
    const { file: compose, service } = build;
    const stage = stageOf(file, build);
    const whose = stage && service && runBy(file, stage, service);
    if (!stage || !service || !whose || service.open || isTestData(compose)) continue;
    for (const volume of service.volumes) {
      const { readOnly, source, special, type } = volume;
      const key = `${compose} ${source}`;
      if (type !== 'volume' || readOnly || special || source === undefined || seen.has(key))
        continue;
      const owned = isClosed(file, stage, volume.target, whose.user, project);
      if (owned === undefined || isShared(file, build, source, project)) continue;
      seen.add(key);
      yield { compose, service, volume, ...whose, owned };
    }
  }
}

/** A service that runs an image of a Dockerfile. */
type ServiceRun = Pick<Build, 'file' | 'service' | 'target'>;

/** The services that build the file, and those that name the image that the project makes of it. */
const runsOf = ({ path }: DockerfileIn, project: Project): readonly ServiceRun[] => [
  ...project.builds(path),
  ...project.composeFiles().flatMap(({ file, services }) =>
    services.flatMap((service) => {
      const { built, image } = service;
      const named = !built && image && !image.dynamic && project.dockerfileOf(image.text);
      return named && named.file === path ? [{ file, service }] : [];
    }),
  ),
];

const stageOf = (file: DockerfileIn, { target }: ServiceRun): Stage | undefined =>
  target === undefined
    ? finalStage(file.stages)
    : (stageNamed(file.stages, target) ?? file.stages[Number(target)]);

/** The user of a service's container, when it is known and not root. */
const runBy = (
  file: DockerfileIn,
  stage: Stage,
  service: ComposeService,
): Pick<ClosedVolume, 'user' | 'instruction'> | undefined => {
  const own = service.user;
  const state = finalState(file, stage);
  const user = own ? (own.dynamic ? null : own.text.split(':')[0]) : userOf(state);
  if (!user || /^(?:0|root)$/.test(user)) return undefined;
  const instruction = own
    ? undefined
    : stage.instructions.findLast((each): each is Plain => each.keyword === 'USER');
  return { user, ...(instruction ? { instruction } : {}) };
};

/** Whether the image has a directory of root at the path, or none, which Docker then makes as root; undefined where the user may write there, or that is not known. */
const isClosed = (
  file: DockerfileIn,
  stage: Stage,
  target: string,
  user: string,
  project: Project,
): boolean | undefined => {
  const path = target.replace(/\/+$/, '');
  if (!/^\/[\w./-]+$/.test(path) || /\/\.{1,2}(?:\/|$)/.test(path) || isOpen.test(path))
    return undefined;
  const tree = treeOf(file, stage, project).end;
  const there = entryAt(tree, path);
  if (there.is === 'no') return false;
  if (there.is === 'unknown' && !there.because.place && isNewBelowVar(stage, path)) return false;
  if (there.is === 'unknown' || there.value.kind !== 'directory') return undefined;
  // What the image brings there is for reading first of all.
  for (const each of filesIn(tree)) if (inside(path, each)) return undefined;
  const may = mayWrite(tree, path, user);
  return may.is === 'yes' && !may.value ? true : undefined;
};

/** Where everyone may write in each distribution. */
const isOpen = /^\/(?:tmp|var\/tmp|dev\/shm|run\/lock)(?:\/|$)/;

/** Whether a directory below /var is of the project: no package has one of its name, as far as its name tells, and no image of a distribution has either. */
const isNewBelowVar = (stage: Stage, path: string): boolean => {
  const image = rootImage(stage);
  const [, name] = /^\/var\/(?:lib|log|cache)\/([\w.-]+)$/.exec(path) ?? [];
  return (
    name !== undefined &&
    !ofDistributions.has(name) &&
    !isAskedOfApt(name, stage) &&
    /^(?:python|debian|ubuntu|nvidia\/cuda)$/.test(image ? imageName(image) : '')
  );
};

const isAskedOfApt = (name: string, stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'RUN' &&
        each.script.commands.some(
          (command) =>
            /^(?:apt|apt-get|dpkg|aptitude)$/.test(command.name) &&
            command.words.some(({ text }) => text.includes(name)),
        ),
    ),
  );

/** What Debian and Ubuntu have in /var/lib, /var/log and /var/cache themselves, and what is not owned by root or may be. */
const ofDistributions: ReadonlySet<string> = new Set([
  ...['apt', 'dpkg', 'git', 'misc', 'pam', 'python', 'shells.state', 'systemd', 'ucf', 'vim'],
  ...['debconf', 'ldconfig', 'man', 'fontconfig', 'ca-certificates', 'private', 'journal'],
]);

/** Whether a container of another image mounts the volume too, or one with another user: the first of them decides whose it is. */
const isShared = (
  own: DockerfileIn,
  build: ServiceRun,
  source: string,
  project: Project,
): boolean => {
  const same = runsOf(own, project)
    .filter(({ target }) => target === build.target)
    .map(({ service }) => service);
  return project
    .composeFiles()
    .filter(({ file }) => dirname(file) === dirname(build.file))
    .some(({ services }) =>
      services.some(
        (service) =>
          service.volumes.some((each) => each.source === source) &&
          (service.user?.text !== build.service?.user?.text || !same.includes(service)),
      ),
    );
};
