import { entryAt, isWhole, put } from '../../syntax/kubernetes/fields.ts';
import { parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './image-not-pulled-again.md' with { type: 'text' };

const rule: Rule = {
  id: 'image-not-pulled-again',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'tag-digest',
  aka: [
    'kube-score/container-image-pull-policy',
    'polaris/pullPolicyNotAlways',
    'checkov/CKV_K8S_15',
  ],
  fix: 'suggested',

  *check(resource) {
    if (!isWhole(resource)) return;
    for (const { path, name, image } of resource.containers()) {
      if (!image) continue;
      const { tag, digest } = parseImage(image);
      const field = [...path, 'imagePullPolicy'];
      const policy = resource.get(field);
      const unset = policy === undefined;
      if (
        digest ||
        policy === 'Always' ||
        (unset && (resource.key(field) || !tag || tag === 'latest'))
      )
        continue;
      yield {
        at: unset ? resource.at([...path, 'image']) : entryAt(resource, field),
        message: `A node that has ${image} keeps it, for container ${name} too, when the tag is pushed again.`,
        ...mend('Ask the registry each time', put(resource, field, 'Always')),
      };
    }
  },
};
export default rule;
