import { isWhole } from '../../syntax/kubernetes/fields.ts';
import { rawWords } from '../../syntax/kubernetes/raw-text.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './entrypoint-script-dropped.md' with { type: 'text' };

const rule: Rule = {
  id: 'entrypoint-script-dropped',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'none',
  about: ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'],

  *check(resource, project) {
    if (!isWhole(resource)) return;
    for (const { path, name, image, init } of resource.containers()) {
      const command = [...path, 'command'];
      if (init || image === undefined || !resource.key(command)) continue;
      const script = project.dockerfileOf(image)?.start?.script;
      const lists = [command, [...path, 'args']].filter((list) => resource.key(list));
      const words = lists.map((list) => rawWords(resource, list));
      if (!script || words.some((each) => each === undefined)) continue;
      const file = basename(script.value);
      if (words.some((each) => each?.some((word) => word.includes(file)))) continue;
      yield {
        at: resource.key(command) ?? resource.at(command),
        message: `command replaces the ENTRYPOINT of the image, so ${script.value} does not run in container ${name}: args would keep it.`,
        related: [{ ...script, message: 'the ENTRYPOINT of the image' }],
      };
    }
  },
};
export default rule;
