import { startsVllm } from '../data/model-servers.ts';
import { itemsAt } from '../syntax/kubernetes/fields.ts';
import type { Container, Resource } from '../syntax/kubernetes/model.ts';
import { rawText } from '../syntax/kubernetes/raw-text.ts';
import { scriptOfWords } from '../syntax/shell/exec.ts';
import { programWords } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { imageName, parseImage } from '../text/image.ts';
import type { Project, ResourceIn } from './project.ts';
import { type FoundServer, findServer, isLoopback, mayReadFile } from './server.ts';

/** The words that a container runs by its own `command` and `args`, behind shells and launchers; undefined when one is not known. */
export const startWords = (
  resource: Resource,
  { path }: Pick<Container, 'path'>,
): readonly Word[] | undefined => {
  const words: Word[] = [];
  for (const part of ['command', 'args']) {
    const list = resource.get([...path, part]);
    if (!Array.isArray(list)) continue;
    for (const i of list.keys()) {
      const at = [...path, part, i];
      const value = resource.get(at);
      const text = typeof value === 'number' ? String(value) : rawText(resource, at);
      if (text === undefined) return undefined;
      words.push({ text, raw: text, span: resource.at(at), dynamic: text.includes('$') });
    }
  }
  return startOfScript(words);
};

/** The words of the last command that words run, behind shells and launchers; undefined when that is not known. */
export const startOfScript = (words: readonly Word[]): readonly Word[] | undefined => {
  const script = scriptOfWords(words);
  const last = script.commands.at(-1);
  if (!last || script.broken || last.conditional || last.piped) return undefined;
  return script.commands.some(({ name }) => proxies.has(name))
    ? undefined
    : programWords(last.words);
};

/** Programs that a script may start before a server, and that listen in its place. */
const proxies: ReadonlySet<string> = new Set([
  ...['nginx', 'caddy', 'envoy', 'haproxy', 'socat', 'supervisord', 'openresty', 'traefik'],
]);

/** The server that a container's own command starts; the image of vLLM takes its arguments. */
export const serverIn = (
  resource: Resource,
  container: Pick<Container, 'path' | 'image'>,
): FoundServer | undefined => {
  const words = startWords(resource, container);
  const [first] = words ?? [];
  if (!words || !first) return undefined;
  const { image = '', path } = container;
  const entry =
    startsVllm(imageName(parseImage(image))) && !resource.key([...path, 'command'])
      ? ['vllm', 'serve'].map((text): Word => ({ ...first, text, raw: text, dynamic: false }))
      : [];
  return findServer([...entry, ...words]);
};

/** The server of a container's own command that listens on the loopback alone, with the address; undefined when a variable or a file may tell another. */
export const onLoopback = (
  resource: ResourceIn,
  container: Container,
  project: Project,
): { readonly found: FoundServer; readonly host: string } | undefined => {
  const found = serverIn(resource, container);
  if (!found || found.elsewhere || found.rest.some(({ dynamic }) => dynamic)) return undefined;
  const { host, server } = found;
  if (host) return isLoopback(host.text) ? { found, host: host.text } : undefined;
  // Images of Jupyter come with a configuration, and `PORT` and `HOST` are set by many others.
  if (server.host === 'any' || server.name === 'Jupyter') return undefined;
  const { path } = container;
  if (server.hostEnv.some((name) => /^(?:PORT|HOST)$/.test(name))) return undefined;
  if (server.hostEnv.length > 0 && resource.key([...path, 'envFrom'])) return undefined;
  const env = itemsAt(resource, [...path, 'env']).map((each) =>
    resource.get([...each.path, 'name']),
  );
  if (server.hostEnv.some((name) => env.includes(name))) return undefined;
  return mayReadFile(server.name, '', project) ? undefined : { found, host: '127.0.0.1' };
};
