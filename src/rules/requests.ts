import { isModelServer } from '../data/model-servers.ts';
import { startWords } from '../project/container-start.ts';
import { addKey } from '../syntax/kubernetes/edits.ts';
import type { Container, KeyPath, Resource } from '../syntax/kubernetes/model.ts';
import { nameOf } from '../syntax/shell/program.ts';
import type { Edit } from '../text/edit.ts';
import { imageName, parseImage } from '../text/image.ts';

/** What a container may request to start with. */
export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
}

/** What a container may request to start with: much where it may compute, little for helpers and on every node. */
export const amountsFor = (resource: Resource, container: Container): Amounts => {
  const given = resource.key([...container.path, 'command']);
  const [program] = given ? (startWords(resource, container) ?? []) : [];
  const image = lastPart(container);
  if (!given && sidecars.test(image)) return { cpu: '10m', memory: '32Mi' };
  const light = program
    ? clients.has(nameOf(program))
    : !given && (images.has(image) || helpers.test(image));
  return light || resource.kind === 'DaemonSet'
    ? { cpu: '100m', memory: '128Mi' }
    : { cpu: '500m', memory: '1Gi' };
};

/** Writes both into a container without `resources`. */
export const requestBoth = (
  resource: Resource,
  container: KeyPath,
  { cpu, memory }: Amounts,
): Edit | undefined =>
  addKey(resource, container, 'resources', [
    '',
    '  requests:',
    `    cpu: ${cpu}`,
    `    memory: ${memory}`,
  ]);

/** Who is asked to set the amounts right: the reader's model, where the container serves one. */
export const setWhat = ({ name = '' }: Resource, container: Container): string => {
  const { image = '' } = container;
  return `set what ${isModelServer(imageName(parseImage(image)), name) ? 'your model' : 'it'} needs`;
};

const lastPart = ({ image }: Container): string =>
  (image === undefined ? undefined : imageName(parseImage(image)).split('/').at(-1)) ?? '';

/** Images of containers beside others, by the last part of their names. */
const sidecars =
  /^(?:livenessprobe|csi-.+|.+-registrar|external-(?:attacher|provisioner|resizer|snapshotter)|kube-rbac-proxy|oauth2-proxy|pause)$/;

const helpers =
  /^(?:grafana|prometheus|alertmanager|pushgateway|nginx(?:-unprivileged)?|redis|memcached|.+[-_]exporter)$/;

/** What both images and programs are called; an image called `mysql` is a server. */
const tools = ['curl', 'busybox', 'kubectl', 'mc', 'aws-cli', 'rclone', 's5cmd', 'helm', 'git'];

const images: ReadonlySet<string> = new Set(tools);

const clients: ReadonlySet<string> = new Set([
  ...tools,
  ...['wget', 'aws', 'gsutil', 'nc', 'jq'],
  ...['psql', 'pg_isready', 'pg_dump', 'pg_dumpall', 'mysql', 'mysqldump', 'redis-cli', 'mongosh'],
]);
