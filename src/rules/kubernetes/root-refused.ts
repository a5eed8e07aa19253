import { entryAt, security } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './root-refused.md' with { type: 'text' };

const rule: Rule = {
  id: 'root-refused',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'non-root-user',
  like: ['kube-linter/run-as-non-root'],
  fix: 'none',
  about: ['pods'],

  *check(resource, project) {
    for (const { path, name, image } of resource.containers()) {
      const demand = security(resource, path, 'runAsNonRoot');
      if (demand?.value !== true) continue;
      const uid = security(resource, path, 'runAsUser');
      if (uid) {
        if (uid.value !== 0) continue;
        yield {
          at: entryAt(resource, uid.path),
          message: `Container ${name} does not start: runAsNonRoot forbids the user 0 that runAsUser sets.`,
          related: [
            { file: resource.path, at: entryAt(resource, demand.path), message: 'runAsNonRoot' },
          ],
        };
        continue;
      }
      const user = image === undefined ? undefined : project.dockerfileOf(image)?.user;
      const who = user?.value.split(':', 1)[0] ?? '';
      if (!user || !/^(?:0|root|[a-z_][\w-]*)$/.test(who)) continue;
      yield {
        at: entryAt(resource, demand.path),
        message: /^(?:0|root)$/.test(who)
          ? `Container ${name} does not start: runAsNonRoot forbids root, and its image starts as ${who}.`
          : `Container ${name} does not start: runAsNonRoot needs a number, and its image starts as ${who}.`,
        related: [{ file: user.file, at: user.at, message: `the image starts as ${who}` }],
      };
    }
  },
};
export default rule;
