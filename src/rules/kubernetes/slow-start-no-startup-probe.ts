import { loadsForMinutes } from '../../data/model-servers.ts';
import { addKey } from '../../syntax/kubernetes/edits.ts';
import { handlerLines, probeBudget } from '../../syntax/kubernetes/probe.ts';
import { parseImage } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './slow-start-no-startup-probe.md' with { type: 'text' };

const enough = 300;

const rule: Rule = {
  id: 'slow-start-no-startup-probe',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'probes',
  fix: 'suggested',
  about: ['pods'],

  *check(resource) {
    if (resource.partial) return;
    for (const { path, name, image, init } of resource.containers()) {
      const liveness = resource.get([...path, 'livenessProbe']);
      const budget = probeBudget(liveness);
      if (init || budget === undefined || budget >= enough) continue;
      if (
        resource.key([...path, 'startupProbe']) ||
        !loadsForMinutes(
          image ? parseImage(image).repository : '',
          commandOf(resource.get([...path, 'command']), resource.get([...path, 'args'])),
        )
      )
        continue;
      const handler = handlerLines(liveness);
      const edit =
        handler &&
        addKey(
          resource,
          path,
          'startupProbe',
          ['', ...handler, '  periodSeconds: 10', '  failureThreshold: 60'],
          'livenessProbe',
        );
      yield {
        at: resource.key([...path, 'livenessProbe']) ?? resource.at(path),
        message: `Container ${name} is restarted when it does not answer within ${budget} s of starting, and loading a model takes longer: it can restart for ever.`,
        ...(edit
          ? { fixes: [{ title: 'Add a startupProbe that allows 600 s', edits: () => [edit] }] }
          : {}),
      };
    }
  },
};
export default rule;

const commandOf = (...parts: readonly unknown[]): string =>
  parts.flatMap((part) => (Array.isArray(part) ? part : [])).join(' ');
