import { isLocalName } from '../../data/official-images.ts';
import { workloadsIn } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { valuesIn } from '../../syntax/kubernetes/chart.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { type ImageRef, isMovingTag, parseImage } from '../../text/image.ts';
import { dirname } from '../../text/path.ts';
import { slice } from '../../text/span.ts';
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
    if (isTriedOnce(resource)) return;
    for (const { path, image } of resource.containers()) {
      if (!image) continue;
      const reference = parseImage(image);
      const { tag, digest, repository, registry } = reference;
      const moves = tag !== undefined && tag !== 'latest' && isMovingTag(tag);
      if (digest || (tag && tag !== 'latest' && !moves)) continue;
      if (moves && isOwn(resource, image, repository, project)) continue;
      // It is loaded into the node by hand.
      if (resource.get([...path, 'imagePullPolicy']) === 'Never') continue;
      // No repository has capitals: a script puts another name in the place of this one, or of AWS's example.
      if (registry?.startsWith('123456789012.')) continue;
      // The images of OpenShift itself follow the release of the cluster.
      if (registry?.startsWith('image-registry.openshift') && repository.startsWith('openshift/'))
        continue;
      if (/[A-Z]/.test(`${registry ?? ''}/${repository}`)) continue;
      const name = registry ? `${registry}/${repository}` : repository;
      // A Makefile sets it before it is applied, as kubebuilder's does.
      if (project.mentioned(`set image ${name}`)) continue;
      if (project.kustomized(name) || isSetElsewhere(resource, path, image, project)) continue;
      yield {
        at: resource.at([...path, 'image']),
        ...(moves ? { aka: [] } : {}),
        message: moves
          ? `The tag ${tag} of ${repository} moves to another image with each build, so nodes can run different versions.`
          : tag
            ? `${image} can be another version on each node: latest is whatever was ${isBuiltThere(reference, resource.get([...path, 'imagePullPolicy'])) ? 'built or loaded there last' : 'pushed last when the node pulled it'}.`
            : `${image} has no tag, so each node pulls whatever latest is at that moment.`,
      };
    }
  },
};
export default rule;

/** Whether an image comes to a node by a build or by hand: one of podman, or one without an owner that is not always pulled. */
const isBuiltThere = (image: ImageRef, policy: unknown): boolean =>
  image.registry === 'localhost' || (isLocalName(image) && policy !== 'Always');

/** Whether an image may be one of the project's own, of which a branch is deployed: what it builds or names, and what its chart is about. */
const isOwn = (
  { chart }: ResourceIn,
  image: string,
  repository: string,
  project: Project,
): boolean =>
  chart !== undefined ||
  !!project.dockerfileOf(image) ||
  project.mentioned(repository) ||
  /:dev(?:elop)?$/.test(image) ||
  (project.name !== '' && repository.includes(project.name));

/** Whether people start it by hand, once: a test of Helm, a pod that is not started again, or one to look at something. */
const isTriedOnce = (resource: ResourceIn): boolean =>
  String(resource.get(['metadata', 'annotations', 'helm.sh/hook']) ?? '').includes('test') ||
  (resource.kind === 'Pod' && resource.get(['spec', 'restartPolicy']) === 'Never') ||
  /(?:^|\/)(?:troubleshoot(?:ing)?|debug(?:ging)?)\//i.test(resource.path);

/** Whether the image is a value of the chart that a script sets, or that an earlier template uses. */
const isSetElsewhere = (
  resource: ResourceIn,
  container: KeyPath,
  image: string,
  project: Project,
): boolean => {
  const { chart, path, text } = resource;
  const values = chart ? valuesIn(slice(text, resource.at([...container, 'image'])), chart) : [];
  if (values.length === 0) return false;
  return (
    values.some((each) =>
      project.mentioned(each.path.includes('.') ? each.path : `set ${each.path}`),
    ) ||
    workloadsIn(project.find('pods')).some(
      ({ file, home, workload }) =>
        file < path &&
        home?.chart === dirname(chart?.file ?? '') &&
        workload.containers.some((each) => each.image?.value === image),
    )
  );
};
