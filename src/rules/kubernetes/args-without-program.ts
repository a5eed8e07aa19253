import { bringsNoEntrypoint } from '../../data/base-images.ts';
import { addKey } from '../../syntax/kubernetes/edits.ts';
import { rawText } from '../../syntax/kubernetes/raw-text.ts';
import { parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './args-without-program.md' with { type: 'text' };

const rule: Rule = {
  id: 'args-without-program',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    // KubeRay starts Ray behind them; of a patch the command may be elsewhere.
    if (resource.apiVersion.startsWith('ray.io/') || resource.partial) return;
    for (const { path, name, image } of resource.containers()) {
      const first = [...path, 'args', 0];
      if (image === undefined || resource.key([...path, 'command'])) continue;
      const option = /^-[\w-]*/.exec(rawText(resource, first) ?? '')?.[0];
      if (option === undefined) continue;
      const start = project.dockerfileOf(image)?.start;
      if (start ? start.entrypoint !== 'none' : !bringsNoEntrypoint(parseImage(image))) continue;
      const command = start?.command;
      const words = command?.value ?? [];
      const plain = words.length > 0 && words.every((word) => /^[\w./:=@-]+$/.test(word));
      yield {
        at: resource.at(first),
        message: `The image of container ${name} has no ENTRYPOINT, so args replace its CMD and ${option} is taken as the program: the container does not start.`,
        ...(command ? { related: [{ ...command, message: `CMD ${words.join(' ')}` }] } : {}),
        ...(plain
          ? mend(
              `Set command to ${words.join(' ')}`,
              addKey(
                resource,
                path,
                'command',
                [`[${words.map((word) => JSON.stringify(word)).join(', ')}]`],
                'image',
              ),
            )
          : {}),
      };
    }
  },
};
export default rule;
