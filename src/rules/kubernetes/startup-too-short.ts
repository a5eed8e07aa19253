import { loadsForMinutes } from '../../data/model-servers.ts';
import { askedBy } from '../../syntax/kubernetes/accelerator.ts';
import { commandText } from '../../syntax/kubernetes/command.ts';
import { put } from '../../syntax/kubernetes/fields.ts';
import { probeBudget } from '../../syntax/kubernetes/probe.ts';
import { parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './startup-too-short.md' with { type: 'text' };

const rule: Rule = {
  id: 'startup-too-short',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'probes',
  fix: 'suggested',
  about: ['pods'],

  *check(resource) {
    if (resource.partial) return;
    for (const { path, name, image = '', init } of resource.containers()) {
      const probe = [...path, 'startupProbe'];
      const budget = probeBudget(resource.get(probe));
      if (init || budget === undefined || budget >= enough) continue;
      const command = commandText(resource, path);
      const loads = loadsForMinutes(parseImage(image).repository, command);
      if (!loads || askedBy(resource, path).length === 0) continue;
      const [delay, period] = ['initialDelaySeconds', 'periodSeconds'].map((key) =>
        resource.get([...probe, key]),
      );
      const rest = 600 - (typeof delay === 'number' ? delay : 0);
      const failures = Math.ceil(rest / (typeof period === 'number' ? Math.max(1, period) : 10));
      yield {
        at: resource.key(probe) ?? resource.at(path),
        message: `Container ${name} is restarted when it has not started within ${budget} s, and loading a model onto a GPU takes longer: it can restart for ever.`,
        ...mend('Allow 600 s', put(resource, [...probe, 'failureThreshold'], String(failures))),
      };
    }
  },
};
export default rule;

/** Seconds in which a small model loads from a disk that is near. */
const enough = 120;
