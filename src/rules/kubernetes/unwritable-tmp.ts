import { serverIn } from '../../project/container-start.ts';
import type { DockerfileFacts, Fact } from '../../project/facts.ts';
import { startFileOf } from '../../project/image-code.ts';
import { hasPatch } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { mayReadFile } from '../../project/server.ts';
import { entryAt, isWhole, itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Container, KeyPath } from '../../syntax/kubernetes/model.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import { mountEmpty } from '../mount-empty.ts';
import type { Rule } from '../rule.ts';
import docs from './unwritable-tmp.md' with { type: 'text' };

const rule: Rule = {
  id: 'unwritable-tmp',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pod-security-context',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    if (!isWhole(resource)) return;
    for (const container of resource.containers()) {
      const { path, name } = container;
      const field = [...path, 'securityContext', 'readOnlyRootFilesystem'];
      if (resource.get(field) !== true || mayWrite(resource, path)) continue;
      const need = needOf(resource, container, project);
      const own = need && project.own(resource);
      // A patch may bring the volume.
      if (!need || (own && hasPatch(own, project))) continue;
      yield {
        at: entryAt(resource, field),
        message: `Container ${name} has no writable /tmp: its file system is read-only, no volume is mounted there, and ${need.program} stops without a directory for temporary files.`,
        ...(need.place
          ? {
              related: [
                { file: need.place.file, at: need.place.at, message: `starts ${need.program}` },
              ],
            }
          : {}),
        ...mend('Mount an empty directory at /tmp', ...mountEmpty(resource, path, 'tmp', '/tmp')),
      };
    }
  },
};
export default rule;

/** Whether something may give it a directory for temporary files: Python tries `TMPDIR`, `/tmp`, `/var/tmp`, `/usr/tmp` and the working directory. */
const mayWrite = (resource: ResourceIn, container: KeyPath): boolean => {
  const mounts = [...container, 'volumeMounts'];
  const mounted = itemsAt(resource, mounts).map(({ path }) => resource.get([...path, 'mountPath']));
  const working = resource.get([...container, 'workingDir']);
  return (
    resource.key([...container, 'envFrom']) !== undefined ||
    (resource.key(mounts) !== undefined && mounted.length === 0) ||
    mounted.some(
      (path) =>
        typeof path !== 'string' ||
        /^\/(?:(?:var|usr)\/)?tmp\/?$|^\/$/.test(path) ||
        path === working ||
        appDirectory.test(path),
    ) ||
    itemsAt(resource, [...container, 'env']).some(({ value }) =>
      /^(?:TMPDIR|TEMP|TMP|GUNICORN_CMD_ARGS|MPLCONFIGDIR)$/.test(String(value['name'])),
    )
  );
};

/** What may be the working directory of the image. */
const appDirectory = /^\/(?:app|code|src|srv|workspace|work|root|opt\/\w+|home\/\w+)\/?$/;

interface Need {
  readonly program: string;
  readonly place?: Fact<string>;
}

/** Images whose program keeps sockets or sessions in `/tmp`. From their sources, 2026-11. */
const images: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)vllm\/vllm-openai$/, 'vLLM'],
  [/(?:^|\/)rayproject\/ray(?:-ml|-llm)?$/, 'Ray'],
];

/** The program in a container that does not start without temporary files. */
const needOf = (resource: ResourceIn, container: Container, project: Project): Need | undefined => {
  const { image = '', path } = container;
  const overridden = ['command', 'args'].some((part) => resource.key([...path, part]));
  const own = overridden ? serverIn(resource, container) : undefined;
  if (own) {
    const { name } = own.server;
    const apart = own.rest.some(({ text }) => /^(?:--worker-tmp-dir|-c$|--config)/.test(text));
    const built = project.dockerfileOf(image);
    const settings = built !== undefined && keepsApart(built, project);
    return name === 'vLLM' || (name === 'gunicorn' && !apart && !settings)
      ? { program: name }
      : undefined;
  }
  const known = images.find(([pattern]) => pattern.test(imageName(parseImage(image))));
  if (known) return resource.key([...path, 'command']) ? undefined : { program: known[1] };
  const built = overridden ? undefined : project.dockerfileOf(image);
  return built && needOfImage(built, project);
};

const needOfImage = (built: DockerfileFacts, project: Project): Need | undefined => {
  const { server, settings, start } = built;
  if (Object.keys(settings?.env ?? {}).some((name) => /^(?:TMPDIR|TEMP|TMP)$/.test(name)))
    return undefined;
  if (server?.name === 'gunicorn' && !keepsApart(built, project))
    return { program: 'gunicorn', place: { value: '', file: server.file, at: server.at } };
  const code = startFileOf(built, project);
  const file = code === undefined ? undefined : project.python(code);
  const plot = file?.imports.find(
    ({ module, when }) => when === 'always' && module.split('.')[0] === 'matplotlib',
  );
  return code !== undefined && plot && settings?.env['MPLCONFIGDIR'] === undefined && start?.code
    ? { program: 'matplotlib', place: { value: '', file: code, at: plot.span } }
    : undefined;
};

/** Whether gunicorn is told of another directory for the files of its workers, or may be by its settings. */
const keepsApart = ({ file, settings, start }: DockerfileFacts, project: Project): boolean =>
  start?.words?.some((word) => /--worker-tmp-dir|^(?:-c|--config)\b/.test(word)) === true ||
  settings?.env['GUNICORN_CMD_ARGS'] !== undefined ||
  mayReadFile('gunicorn', file, project);
