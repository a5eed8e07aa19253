import { startsOnlyShell } from '../../data/base-images.ts';
import { isTestData } from '../../project/homes.ts';
import { runContainers } from '../../project/run-containers.ts';
import { parseImage } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './container-ends-at-once.md' with { type: 'text' };

const rule: Rule = {
  id: 'container-ends-at-once',
  on: 'project',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'none',

  *check(project) {
    for (const each of runContainers(project)) {
      const { at, called, file, image, restarts } = each;
      if (each.overridden || each.interactive || each.built || each.onDemand) continue;
      if ((!restarts && called.startsWith('container')) || isTestData(file)) continue;
      const shell = startsOnlyShell(parseImage(image));
      if (!shell) continue;
      yield {
        file,
        at,
        message: `${capital(called)} has no command, and ${image} only starts ${shell}, which ends at once because nobody types${restarts ? ': the pod goes into CrashLoopBackOff' : ''}.`,
      };
    }
  },
};
export default rule;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
