import { bringsNoEntrypoint } from '../data/base-images.ts';
import type { ComposeService } from '../syntax/builds/compose-service.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage } from '../syntax/dockerfile/stages.ts';
import { scriptOfWords } from '../syntax/shell/exec.ts';
import { programWords } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import type { Path } from '../text/path.ts';
import type { ContainerFacts, DockerfileFacts } from './facts.ts';
import type { DockerfileIn, Project } from './project.ts';

/** The services of compose files that build the last stage of a Dockerfile and run its image. */
export const servicesOf = (file: DockerfileIn, project: Project): readonly ComposeService[] =>
  buildsOfLast(file, project).map(({ service }) => service);

/** The services of compose files that build the last stage of a Dockerfile, each with its compose file. */
export const buildsOfLast = (
  file: DockerfileIn,
  project: Project,
): readonly { readonly file: Path; readonly service: ComposeService }[] => {
  const last = finalStage(file.stages);
  return project.builds(file.path).flatMap(({ file: by, service, target }) => {
    const other =
      target !== undefined && target !== String(last?.index) && target.toLowerCase() !== last?.name;
    return service && !other ? [{ file: by, service }] : [];
  });
};

/** Whether every service that runs the image mounts a directory of the machine over a path, so that what stands there is not that of the image. */
export const isMounted = (file: DockerfileIn, path: string, project: Project): boolean => {
  const services = servicesOf(file, project);
  return (
    services.length > 0 &&
    services.every(({ volumes }) =>
      volumes.some(({ target, type }) => type === 'bind' && covers(target, path)),
    )
  );
};

const covers = (target: string, path: string): boolean => {
  const clean = target.replace(/\/+$/, '');
  return path === clean || path.startsWith(`${clean}/`);
};

/** Whether a container runs the image that a Dockerfile of the project builds. */
export const runsImageOf = (
  { image }: ContainerFacts,
  dockerfile: Path,
  project: Project,
): boolean => image !== undefined && project.dockerfileOf(image.value)?.file === dockerfile;

/** The containers of pods that run the image that a Dockerfile builds. */
export const containersOf = ({ path }: DockerfileIn, project: Project): readonly ContainerFacts[] =>
  project
    .find('pods')
    .flatMap(({ workload }) => workload?.containers ?? [])
    .filter((each) => runsImageOf(each, path, project));

/** What other files are told of the image that a Dockerfile builds. */
export const factsOf = ({ path }: DockerfileIn, project: Project): DockerfileFacts | undefined =>
  project.dockerfiles().find(({ file }) => file === path);

/** Whether all that the project runs the image with, services of compose files and pods, brings a start command of its own; false when nothing runs it. */
export const isOverridden = (file: DockerfileIn, project: Project): boolean => {
  const users = [
    ...servicesOf(file, project).map(({ command, entrypoint }) => !!command || !!entrypoint),
    ...containersOf(file, project).map(({ overridden }) => overridden),
  ];
  return users.length > 0 && users.every(Boolean);
};

/** Whether a pod gives one of these flags to the ENTRYPOINT of an image that no file of the project is known to build, and which may be this one. */
export const mayBeGiven = (flags: readonly string[], project: Project): boolean =>
  project
    .find('pods')
    .flatMap(({ workload }) => workload?.containers ?? [])
    .some(
      ({ image, flags: given = [] }) =>
        image !== undefined &&
        given.some((flag) => flags.includes(flag)) &&
        project.dockerfileOf(image.value) === undefined,
    );

/** Whether a service that runs the image sets a variable. */
export const isSetByService = (file: DockerfileIn, name: string, project: Project): boolean =>
  servicesOf(file, project).some(({ environment }) =>
    environment.some((each) => each.name === name),
  );

/** What a service starts in the image: its words stand at the FROM of the stage, and its directory may be another one. */
export interface ServiceStart {
  readonly words: readonly Word[];
  readonly workdir?: string;
}

/** What services start where the Dockerfile leaves that to them: it has neither CMD nor ENTRYPOINT, nor has its base image. */
export const serviceStarts = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly ServiceStart[] => {
  if (stage !== finalStage(file.stages)) return [];
  const image = rootImage(stage);
  const own = lineage(stage).some(({ instructions }) =>
    instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT'),
  );
  if (own || !image || !bringsNoEntrypoint(image)) return [];
  return servicesOf(file, project).flatMap(({ command, entrypoint, workdir }) => {
    if (!command || command.dynamic || entrypoint?.dynamic || workdir?.dynamic) return [];
    const { span } = stage.from.word;
    const words = [...(entrypoint?.words ?? []), ...command.words].map((text) => ({
      ...{ text, raw: text, span },
      dynamic: false,
    }));
    const { broken, commands } = scriptOfWords(words);
    const last = broken ? undefined : commands.at(-1);
    if (!last || last.conditional || last.piped) return [];
    return [
      {
        words: programWords(last.words),
        ...(workdir === undefined ? {} : { workdir: workdir.text }),
      },
    ];
  });
};
