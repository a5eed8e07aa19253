import { isContext } from '../../project/builds.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { originsOf } from '../../syntax/dockerfile/origins.ts';
import { parseImage } from '../../text/image.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './untrusted-registry.md' with { type: 'text' };

const rule: Rule = {
  id: 'untrusted-registry',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'registry',
  aka: ['hadolint/DL3026'],
  fix: 'none',

  *check(file, project) {
    const { trustedRegistries } = project.policy;
    if (trustedRegistries.length === 0) return;
    for (const { text, at } of imagesOf(file, project)) {
      const registry = registryOf(text);
      if (text === 'scratch' || trustedRegistries.some((each) => matches(each, registry))) continue;
      yield {
        at,
        message: `${text} comes from ${registry}, and the settings trust ${trustedRegistries.join(', ')} alone.`,
      };
    }
  },
};
export default rule;

/** The images that the file takes, with ARG defaults put in; what is not known is left out. */
function* imagesOf(
  file: DockerfileIn,
  project: Project,
): Generator<{ readonly text: string; readonly at: Span }> {
  for (const { image, from } of file.stages)
    if (image && from.image) yield { text: image.text, at: from.image.span };
  for (const { kind, text, at } of originsOf(file))
    if (kind === 'image' || (kind === 'bare' && !isContext(file, text, project)))
      yield { text, at };
}

const hub: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'hub.docker.com']);

const registryOf = (image: string): string => {
  const registry = parseImage(image).registry ?? 'docker.io';
  return hub.has(registry) ? 'docker.io' : registry;
};

/** Whether an entry, with `*` alone or at either end, stands for the registry. */
const matches = (entry: string, registry: string): boolean => {
  if (entry === '*' || entry === registry || (hub.has(entry) && registry === 'docker.io'))
    return true;
  if (entry.startsWith('*')) return registry.endsWith(entry.slice(1));
  return entry.endsWith('*') && registry.startsWith(entry.slice(0, -1));
};
