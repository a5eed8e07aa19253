import type { ComposeService } from '../syntax/builds/compose-service.ts';
import type { Path } from '../text/path.ts';
import type { Project } from './project.ts';

/** The services of compose files that build a Dockerfile and run its image. */
export const servicesOf = (dockerfile: Path, project: Project): readonly ComposeService[] =>
  project.builds(dockerfile).flatMap(({ service }) => service ?? []);

/** Whether every service that runs the image mounts a directory of the machine over a path, so that what stands there is not that of the image. */
export const isMounted = (dockerfile: Path, path: string, project: Project): boolean => {
  const services = servicesOf(dockerfile, project);
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

/** Whether a service that runs the image sets a variable. */
export const isSetByService = (dockerfile: Path, name: string, project: Project): boolean =>
  servicesOf(dockerfile, project).some(({ environment }) =>
    environment.some((each) => each.name === name),
  );
