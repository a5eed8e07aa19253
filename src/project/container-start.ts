import { startsVllm } from '../data/model-servers.ts';
import type { Container, Resource } from '../syntax/kubernetes/model.ts';
import { rawText } from '../syntax/kubernetes/raw-text.ts';
import { scriptOfWords } from '../syntax/shell/exec.ts';
import { programWords } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { imageName, parseImage } from '../text/image.ts';
import { type FoundServer, findServer } from './server.ts';

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
