import { baseImage } from '../../data/base-images.ts';
import { type Address, addressesOf, type Neighbour } from '../../project/compose-addresses.ts';
import { startOfScript } from '../../project/container-start.ts';
import type { DockerfileFacts } from '../../project/facts.ts';
import type { Project } from '../../project/project.ts';
import { findServer } from '../../project/server.ts';
import { hostCheck, isSince } from '../../project/tool-release.ts';
import { scriptOfWords } from '../../syntax/shell/exec.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { wordsOf } from './server-flags.ts';

/** A service that runs the tracking server of MLflow, with the variables of other services that name it. */
export interface TrackingServer {
  readonly server: Neighbour;
  /** The words after `mlflow server`. */
  readonly words: readonly string[];
  /** The image that it is built as. */
  readonly dockerfile?: DockerfileFacts;
  readonly clients: readonly Address[];
}

/** The tracking servers of compose files that other services ask for by the names of the services. */
export const trackingServers = (project: Project): readonly TrackingServer[] => {
  const found = new Map<string, TrackingServer & { readonly clients: Address[] }>();
  for (const { address, neighbours } of addressesOf(project)) {
    const { host, scheme, service } = address;
    if (!/^https?$/.test(scheme) || service.name === host.text) continue;
    const same = neighbours.filter(({ name }) => name === host.text);
    // What several files or another one say of it is not put together.
    const [server, more] = same;
    if (!server || more || server.open || server.network) continue;
    const key = `${server.file}\n${server.name}`;
    const known = found.get(key);
    if (known) known.clients.push(address);
    const started = known ? undefined : startOf(server, project);
    if (started) found.set(key, { ...started, server, clients: [address] });
  }
  return [...found.values()];
};

const startOf = (
  server: Neighbour,
  project: Project,
): Pick<TrackingServer, 'words' | 'dockerfile'> | undefined => {
  const { built, command, entrypoint } = server;
  const dockerfile = built
    ? project
        .dockerfiles()
        .find(({ file }) =>
          project
            .builds(file)
            .some((build) => build.file === server.file && build.service?.name === server.name),
        )
    : undefined;
  const own = [entrypoint, command].flatMap((part) => (part ? wordsOf(part) : []));
  if (own.length === 0) {
    const named = /^mlflow (?:server|ui)$/.test(dockerfile?.server?.name ?? '');
    const words = dockerfile?.start?.words;
    return named && dockerfile && words ? { words, dockerfile } : undefined;
  }
  const start = findServer(startOfScript(own) ?? []);
  if (!start || !/^mlflow (?:server|ui)$/.test(start.server.name)) return undefined;
  return { words: start.rest.map(({ text }) => text), ...(dockerfile ? { dockerfile } : {}) };
};

/** Whether a tracking server is of a release that looks at the Host header: of its image, or of what pip installs into it; false where that is not known. */
export const looksAtHost = ({ dockerfile, server }: TrackingServer): boolean => {
  const { built, command, image } = server;
  if (built) return dockerfile?.looksAtHost === true || isNewImage(dockerfile?.base ?? '');
  if (!image || image.dynamic) return false;
  const installs = scriptOfWords(command ? wordsOf(command) : [])
    .commands.flatMap((each) => pipInstall(each)?.packages ?? [])
    .filter(({ name }) => name === hostCheck.tool);
  const [install, more] = installs;
  if (!install) return isNewImage(image.text);
  return !more && isSince(hostCheck, install.version, baseImage(parseImage(image.text))?.python);
};

/** Whether the image is one of MLflow, the newest or of a release with the check. */
const isNewImage = (text: string): boolean => {
  const image = parseImage(text);
  if (imageName(image) !== 'ghcr.io/mlflow/mlflow' || image.digest !== undefined) return false;
  const version = /^v?(\d+\.\d+\.\d+)(?:-full)?$/.exec(image.tag ?? '')?.[1];
  return (image.tag ?? 'latest') === 'latest' || isSince(hostCheck, `==${version}`, undefined);
};
