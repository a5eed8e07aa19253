import { backendsOf } from '../../project/backends.ts';
import { pythonFilesOf } from '../../project/image-code.ts';
import { hasPatch, namedBeside, nearestTo, selectedBy, servicesIn } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { put, subject } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Path } from '../../text/path.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './upload-limit-unset.md' with { type: 'text' };

const rule: Rule = {
  id: 'upload-limit-unset',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'recommended',
  concept: 'ingress',
  fix: 'suggested',
  about: ['Ingress'],

  *check(resource, project) {
    if (resource.kind !== 'Ingress' || resource.partial || resource.templated) return;
    if (!isForNginx(resource) || isSet(resource, project)) return;
    const own = project.own(resource);
    if (!own) return;
    // A patch may bring the annotation.
    if (hasPatch(own, project)) return;
    for (const { service: name } of backendsOf(resource)) {
      const services = nearestTo(own.file, servicesIn(namedBeside(own, 'Service', name, project)));
      const images = services
        .flatMap((service) => selectedBy(service, project))
        .flatMap(({ workload }) => workload.containers)
        .flatMap(({ image }) => image?.value ?? []);
      const code = images.map((image) => takesUploads(image, project)).find(Boolean);
      if (code === undefined) continue;
      yield {
        at: resource.at(['kind']),
        message: `${subject(resource)} leaves the size of requests at ingress-nginx's default of 1 MB, and ${name} takes uploaded files: larger ones get 413 (Request Entity Too Large).`,
        related: [{ file: code, at: [0, 0], message: 'takes uploaded files' }],
        ...mend('Allow 50 MB', put(resource, ['metadata', 'annotations', bodySize], '50m')),
      };
      return;
    }
  },
};
export default rule;

const bodySize = 'nginx.ingress.kubernetes.io/proxy-body-size';

const isForNginx = (resource: ResourceIn): boolean => {
  const old = resource.get(['metadata', 'annotations', 'kubernetes.io/ingress.class']);
  return /^nginx(?:-(?:internal|external|public|private))?$/.test(
    String(resource.get(['spec', 'ingressClassName']) ?? old ?? ''),
  );
};

/** Whether the Ingress says a size by itself, or the settings of the controller do. */
const isSet = (resource: ResourceIn, project: Project): boolean => {
  const annotations = resource.get(['metadata', 'annotations']);
  const own = Object.keys(isRecord(annotations) ? annotations : {});
  return (
    own.some((key) => key === bodySize || /\/(?:server|configuration)-snippet$/.test(key)) ||
    project.find('kind ConfigMap').some(({ keys }) => keys?.includes('proxy-body-size'))
  );
};

/** The Python file of an image that takes uploaded files. */
const takesUploads = (image: string, project: Project): Path | undefined => {
  const built = project.dockerfileOf(image);
  return built && pythonFilesOf(built, project).find((path) => project.python(path)?.uploads);
};
