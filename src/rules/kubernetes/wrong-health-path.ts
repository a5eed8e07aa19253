import { healthPathsOf } from '../../data/model-servers.ts';
import { put } from '../../syntax/kubernetes/fields.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
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

  *check(resource) {
    for (const { path, image = '' } of resource.containers()) {
      const server = healthPathsOf(imageName(parseImage(image)));
      if (!server) continue;
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
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

/** Paths that some server has for its health; another one may be of a proxy or of the model's own. */
const usual =
  /^\/(?:v[12]\/)?(?:health|healthz|healthcheck|health_check|ping|ready|readyz|live|livez|health\/(?:live|ready))\/?$/;
