import type { DockerfileFacts } from '../../project/facts.ts';
import { filesStartedBy } from '../../project/image-code.ts';
import { hasPatch, ownWorkload } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { isWhole, itemsAt, nameOf } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import type { ReadVariable } from '../../syntax/python/calls.ts';
import type { Path } from '../../text/path.ts';
import { listed } from '../../text/words.ts';
import type { Rule } from '../rule.ts';
import docs from './variable-not-set.md' with { type: 'text' };

const rule: Rule = {
  id: 'variable-not-set',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'configmap-secret',
  fix: 'none',
  about: ['pods'],

  *check(resource, project) {
    const own = isWhole(resource) ? ownWorkload(resource, project) : undefined;
    if (!own || hasPatch(own, project) || mayBeInjected(resource)) return;
    for (const { path, image, init } of resource.containers()) {
      if (!image || init) continue;
      if (['command', 'args', 'envFrom'].some((each) => resource.key([...path, each]))) continue;
      const facts = project.dockerfileOf(image);
      if (!facts?.settings || facts.start?.script) continue;
      const set = setIn(resource, path);
      if (!set) continue;
      const missing = neededBy(facts, project).filter(
        ({ name }) => !set.has(name) && !Object.hasOwn(facts.settings?.env ?? {}, name),
      );
      const [first] = missing;
      if (!first) continue;
      const names = [...new Set(missing.map(({ name }) => name))];
      yield {
        at: nameOf(resource, path),
        message: `${first.file} reads ${listed(names)} when it is loaded, and nothing sets ${names.length > 1 ? 'them' : 'it'}: the container stops with KeyError: '${first.name}'.`,
        related: missing.map(({ file, name, span }) => ({
          file,
          at: span,
          message: `reads ${name}`,
        })),
      };
    }
  },
};
export default rule;

/** The names of a container's own variables; undefined when not all of them are known. */
const setIn = (resource: ResourceIn, container: KeyPath): ReadonlySet<string> | undefined => {
  const names = itemsAt(resource, [...container, 'env']).map(({ value }) => value['name']);
  if (resource.key([...container, 'env']) && names.length === 0) return undefined;
  return names.every((name) => typeof name === 'string') ? new Set(names) : undefined;
};

/** Whether a webhook may add variables. */
const mayBeInjected = (resource: ResourceIn): boolean => {
  const { podSpec } = resource;
  const annotations = podSpec && resource.get([...podSpec.slice(0, -1), 'metadata', 'annotations']);
  return /inject|vault|instrumentation/.test(JSON.stringify(annotations ?? {}));
};

interface Needed extends ReadVariable {
  readonly file: Path;
}

/** What Kubernetes and images set by themselves. */
const automatic =
  /^(?:PATH|HOME|HOSTNAME|PWD|LANG|TERM|SHELL|USER|KUBERNETES_\w+|\w+_SERVICE_(?:HOST|PORT)\w*|\w+_PORT(?:_\w+)?|PYTHON\w*|CUDA\w*|NVIDIA\w*|LD_\w+|CONDA\w*|JAVA_HOME|SPARK_\w+|RAY_\w+|RANK|WORLD_SIZE|LOCAL_RANK|MASTER_(?:ADDR|PORT))$/;

/** The variables without which the code of an image cannot be loaded, and that it does not set itself. */
const neededBy = (facts: DockerfileFacts, project: Project): readonly Needed[] => {
  const files = filesStartedBy(facts, undefined, project);
  const found = files.map((file) => ({ file, python: project.python(file) }));
  const imports = found.flatMap(({ python }) => python?.imports ?? []);
  // These read files of variables.
  if (imports.some(({ module }) => /^(?:dotenv|decouple|environ|environs|dynaconf)\b/.test(module)))
    return [];
  const given = new Set(found.flatMap(({ python }) => python?.variables?.given ?? []));
  return found.flatMap(({ file, python }) =>
    (python?.variables?.needed ?? [])
      .filter(({ name }) => !given.has(name) && !automatic.test(name))
      .map((each) => ({ ...each, file })),
  );
};
