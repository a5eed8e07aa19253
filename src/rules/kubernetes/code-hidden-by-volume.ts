import type { Fact } from '../../project/facts.ts';
import { ownWorkload, type Workload, workloadsIn } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { isWhole, itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Container, KeyPath } from '../../syntax/kubernetes/model.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './code-hidden-by-volume.md' with { type: 'text' };

const rule: Rule = {
  id: 'code-hidden-by-volume',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'none',
  about: ['pods'],

  *check(resource, project) {
    const own = isWhole(resource) ? ownWorkload(resource, project) : undefined;
    if (!own) return;
    for (const container of resource.containers()) {
      const code = codeIn(resource, container, project);
      if (!code) continue;
      for (const mount of itemsAt(resource, [...container.path, 'volumeMounts'])) {
        const at = [...mount.path, 'mountPath'];
        const folder = resource.get(at);
        if (typeof folder !== 'string' || !holds(folder, code.value)) continue;
        if (['subPath', 'subPathExpr'].some((field) => field in mount.value)) continue;
        const { name } = mount.value;
        if (!hides(resource, own, container, name, code.value, project)) continue;
        yield {
          at: resource.at(at),
          message: `The volume at ${folder} hides what the image of container ${container.name} has there, also ${code.value}, which it starts.`,
          related: [{ ...code, message: `starts ${code.value}` }],
        };
      }
    }
  },
};
export default rule;

/** The file of the image that a container starts, unless the pod sets another command. */
const codeIn = (
  resource: ResourceIn,
  { image, path }: Container,
  project: Project,
): Fact<string> | undefined => {
  if (image === undefined) return undefined;
  if (['command', 'args', 'workingDir'].some((field) => resource.key([...path, field])))
    return undefined;
  return project.dockerfileOf(image)?.start?.code;
};

const holds = (folder: string, path: string): boolean => {
  const clean = folder.replace(/\/+$/, '');
  return clean.startsWith('/') && path.startsWith(`${clean}/`);
};

/** Whether a volume certainly does not hold the file: nothing else of the project writes to it. */
const hides = (
  resource: ResourceIn,
  own: Workload,
  { path: container }: Container,
  name: unknown,
  code: string,
  project: Project,
): boolean => {
  const volumes = [...(resource.podSpec ?? []), 'volumes'];
  const volume = itemsAt(resource, volumes).find(({ value }) => value['name'] === name);
  if (!volume || isMountedElsewhere(resource, container, name)) return false;
  const { path, value } = volume;
  if ('emptyDir' in value) return true;
  const config = resource.get([...path, 'configMap', 'name']);
  if (typeof config === 'string') return lacksKey(config, basename(code), project);
  const claim = resource.get([...path, 'persistentVolumeClaim', 'claimName']);
  return typeof claim === 'string' && isOnlyOurs(own, claim, project);
};

const isMountedElsewhere = (resource: ResourceIn, container: KeyPath, name: unknown): boolean =>
  resource
    .containers()
    .some(
      ({ path }) =>
        path.join() !== container.join() &&
        itemsAt(resource, [...path, 'volumeMounts']).some(({ value }) => value['name'] === name),
    );

const lacksKey = (name: string, file: string, project: Project): boolean => {
  const maps = project.find(`name ConfigMap ${name}`);
  return (
    maps.length > 0 &&
    maps.every(({ keys, partial }) => !partial && keys && keys.length > 0 && !keys.includes(file))
  );
};

/** Whether the project makes the claim, empty, and no other workload mounts it. */
const isOnlyOurs = (own: Workload, claim: string, project: Project): boolean =>
  project
    .find(`name PersistentVolumeClaim ${claim}`)
    .some((each) => !each.partial && each.claim?.bound !== true) &&
  !workloadsIn(project.find('pods')).some(
    (each) =>
      (each.file !== own.file || each.at[0] !== own.at[0]) &&
      each.workload.claims?.some(({ value }) => value === claim),
  );
