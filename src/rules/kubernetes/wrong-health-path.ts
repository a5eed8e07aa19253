import { healthPathsOf } from '../../data/model-servers.ts';
import { startedServer } from '../../project/code-server.ts';
import { ownWorkload } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { missingRoute } from '../../project/routes.ts';
import { put, putText } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './wrong-health-path.md' with { type: 'text' };

const rule: Rule = {
  id: 'wrong-health-path',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'probes',
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    for (const { path, image = '' } of resource.containers()) {
      const server = healthPathsOf(imageName(parseImage(image)));
      if (!server) {
        yield* againstCode(resource, path, image, project);
        continue;
      }
      for (const probe of probes) {
        const at = [...path, probe, 'httpGet', 'path'];
        const asked = resource.get(at);
        if (typeof asked !== 'string' || !usual.test(asked) || server.paths.includes(asked))
          continue;
        const right = server.paths[probe === 'livenessProbe' ? 1 : 0] ?? server.paths[0] ?? '';
        yield {
          at: resource.at(at),
          message: `${server.name} has no ${asked} and answers 404, so the ${probe} fails for ever: it has ${[...new Set(server.paths)].join(', ')}.`,
          ...mend(`Ask ${right}`, put(resource, at, right)),
        };
      }
    }
  },
};
export default rule;

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/** Paths that some server has for its health; another one may be of a proxy or of the model's own. */
const usual =
  /^\/(?:v[12]\/)?(?:health|healthz|healthcheck|health_check|ping|ready|readyz|live|livez|health\/(?:live|ready))\/?$/;

/** Probes that ask for a path which the code of the image does not answer. */
function* againstCode(
  resource: ResourceIn,
  path: KeyPath,
  image: string,
  project: Project,
): Generator<Finding> {
  if (!probes.some((probe) => resource.get([...path, probe, 'httpGet', 'path']) !== undefined))
    return;
  if (['command', 'args'].some((each) => resource.key([...path, each]))) return;
  const facts = image === '' ? undefined : project.dockerfileOf(image);
  if (!facts || !ownWorkload(resource, project)) return;
  const server = startedServer(facts, project)?.port?.value;
  for (const probe of probes) {
    const get = [...path, probe, 'httpGet'];
    const at = [...get, 'path'];
    const asked = resource.get(at);
    const port = resource.get([...get, 'port']);
    // Another port is another server.
    if (typeof asked !== 'string' || (typeof port === 'number' && port !== server)) continue;
    const missing = missingRoute(facts, asked, project);
    if (!missing) continue;
    const { meant, routes } = missing;
    yield {
      at: resource.at(at),
      message: `The code of ${facts.file} has no route ${asked} and answers 404, so the ${probe} fails for ever${meant === undefined ? `: it has ${listed(routes)}.` : `. Did you mean ${meant}?`}`,
      ...(meant === undefined ? {} : mend(`Ask ${meant}`, putText(resource, at, meant))),
    };
  }
}

const listed = (routes: readonly string[]): string => {
  const shown = routes.slice(0, 5).join(', ');
  return routes.length > 5 ? `${shown} and ${routes.length - 5} more` : shown;
};
