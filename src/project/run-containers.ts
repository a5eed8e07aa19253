import { recent } from '../text/memo.ts';
import { dirname, type Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import type { DataMount } from './facts.ts';
import { mayBePatched, workloadsIn } from './links.ts';
import type { Project } from './project.ts';

/** A container that a compose file or a manifest starts from a named image, as far as these files tell. */
export interface RunContainer {
  readonly file: Path;
  /** The place of the image's name, and the name. */
  readonly at: Span;
  readonly image: string;
  /** `service api` or `container api`. */
  readonly called: string;
  /** The names of the variables that it sets; undefined when other files may set more. */
  readonly variables: readonly string[] | undefined;
  /** It brings a command or arguments of its own, or such may come from other files. */
  readonly overridden: boolean;
  readonly interactive: boolean;
  /** What starts it again when it ends: a controller, or nothing that is known. */
  readonly restarts: boolean;
  /** A service that is built, so that the name is what its image is called. */
  readonly built: boolean;
  /** A service that only starts when its profile is asked for. */
  readonly onDemand: boolean;
  /** What it mounts below `/var/lib/postgresql`. */
  readonly dataMounts: readonly DataMount[];
}

/** All containers of compose files and manifests whose image is written without variables; those of charts and of objects that patches may change are left out. */
export const runContainers = recent((project: Project): readonly RunContainer[] => [
  ...ofServices(project),
  ...ofPods(project),
]);

function* ofServices(project: Project): Generator<RunContainer> {
  const all = project.composeFiles();
  for (const { file, services } of all) {
    for (const service of services) {
      const { image, name } = service;
      if (!image || image.dynamic) continue;
      // Files beside each other are often given together, and add to each other's services.
      const same = all
        .filter((each) => dirname(each.file) === dirname(file))
        .flatMap((each) => each.services.filter((other) => other.name === name));
      const open = same.some((each) => each.open);
      yield {
        file,
        at: image.at,
        image: image.text,
        called: `service ${name}`,
        variables:
          open || same.some(({ envFiles }) => envFiles.length > 0)
            ? undefined
            : same.flatMap(({ environment }) => environment.map((each) => each.name)),
        overridden: open || same.some(({ command, entrypoint }) => command || entrypoint),
        interactive: same.some(({ interactive }) => interactive),
        restarts: false,
        built: same.some((each) => each.built),
        onDemand: same.some(({ profiles }) => profiles.length > 0),
        dataMounts: service.volumes.flatMap(({ target, targetAt }) =>
          targetAt && target.startsWith('/var/lib/postgresql')
            ? [{ path: { value: target, file, at: targetAt }, claim: false, part: false }]
            : [],
        ),
      };
    }
  }
}

/** Kinds whose controller starts a container again that has ended. */
const controllers: ReadonlySet<string> = new Set([
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'],
]);

function* ofPods(project: Project): Generator<RunContainer> {
  for (const workload of workloadsIn(project.find('pods'))) {
    const { file, kind } = workload;
    // Templates may add variables and arguments that are not read here.
    if (/(?:^|\/)templates\//.test(file) || mayBePatched(workload, project)) continue;
    for (const container of workload.workload.containers) {
      const { dataMounts = [], env, envFrom, image, init, interactive, name } = container;
      if (!image) continue;
      yield {
        file: image.file,
        at: image.at,
        image: image.value,
        called: `container ${name}`,
        variables: envFrom ? undefined : env,
        overridden: container.overridden,
        interactive: interactive === true,
        restarts: !init && controllers.has(kind),
        built: false,
        onDemand: false,
        dataMounts,
      };
    }
  }
}
