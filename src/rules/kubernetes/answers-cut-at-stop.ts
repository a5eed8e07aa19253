import { loadsForMinutes } from '../../data/model-servers.ts';
import { commandWords } from '../../syntax/kubernetes/command.ts';
import { isWhole, nameOf, put } from '../../syntax/kubernetes/fields.ts';
import { parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './answers-cut-at-stop.md' with { type: 'text' };

const rule: Rule = {
  id: 'answers-cut-at-stop',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'rolling-update',
  fix: 'suggested',

  *check(resource) {
    const { podSpec, kind } = resource;
    if (!podSpec || !/^(?:Deployment|StatefulSet|Rollout)$/.test(kind) || !isWhole(resource))
      return;
    const grace = [...podSpec, 'terminationGracePeriodSeconds'];
    const written = resource.get(grace);
    const seconds = resource.key(grace) ? written : 30;
    if (typeof seconds !== 'number' || seconds > 30) return;
    for (const { path, name, image = '', init } of resource.containers()) {
      const words = commandWords(resource, path);
      if (init || !words || resource.key([...path, 'lifecycle', 'preStop'])) continue;
      const command = words.map(({ text }) => text).join(' ');
      if (!loadsForMinutes(parseImage(image).repository, command)) continue;
      yield {
        at: nameOf(resource, path),
        message: `Container ${name} is told to stop while requests still come, and is killed ${seconds} s later: answers that take longer break off at each rollout.`,
        ...mend(
          'Wait 15 s first, and allow 120 s',
          put(resource, [...path, 'lifecycle', 'preStop'], '', '  sleep:', '    seconds: 15'),
          put(resource, grace, '120'),
        ),
      };
    }
  },
};
export default rule;
