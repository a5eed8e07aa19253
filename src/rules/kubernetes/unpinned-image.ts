import { parseImage } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './unpinned-image.md' with { type: 'text' };

const rule: Rule = {
  id: 'unpinned-image',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'tag-digest',
  aka: [
    'kube-linter/latest-tag',
    'kube-score/container-image-tag',
    'polaris/tagNotSpecified',
    'trivy/KSV-0013',
    'checkov/CKV_K8S_14',
  ],
  fix: 'none',
  oncePerMessage: true,
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    for (const { path, image } of resource.containers()) {
      if (!image) continue;
      const { tag, digest, repository, registry } = parseImage(image);
      if (digest || (tag && tag !== 'latest')) continue;
      // It is loaded into the node by hand.
      if (resource.get([...path, 'imagePullPolicy']) === 'Never') continue;
      // No repository has capitals: a script puts another name in the place of this one.
      if (/[A-Z]/.test(`${registry ?? ''}/${repository}`)) continue;
      const name = registry ? `${registry}/${repository}` : repository;
      if (project.kustomized(name)) continue;
      yield {
        at: resource.at([...path, 'image']),
        message: tag
          ? `${image} can be another version on each node: latest is whatever was pushed last when the node pulled it.`
          : `${image} has no tag, so each node pulls whatever latest is at that moment.`,
      };
    }
  },
};
export default rule;
