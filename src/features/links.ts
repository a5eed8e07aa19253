import { buildContext, contextCopies, literalSource } from '../project/context.ts';
import type { Model } from '../project/model.ts';
import type { Project } from '../project/project.ts';
import { type ImageRef, parseImage } from '../text/image.ts';
import { joinPath, type Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

/** A link from a span to a page or to a file of the project. */
export interface Link {
  readonly at: Span;
  readonly target: { readonly url: string } | { readonly file: Path };
}

/** The page of an image at its registry, when that has pages. */
export const imagePage = ({ registry, repository }: ImageRef): string | undefined => {
  const name = repository.split('/').map(encodeURIComponent).join('/');
  switch (registry) {
    case undefined:
    case 'docker.io':
    case 'index.docker.io':
      return repository.includes('/')
        ? `https://hub.docker.com/r/${name}`
        : `https://hub.docker.com/_/${name}`;
    case 'nvcr.io': {
      const [org, team, image] = repository.split('/');
      if (!org || !team) return undefined;
      return image
        ? `https://catalog.ngc.nvidia.com/orgs/${org}/teams/${team}/containers/${image}`
        : `https://catalog.ngc.nvidia.com/orgs/${org}/containers/${team}`;
    }
    case 'public.ecr.aws':
      return `https://gallery.ecr.aws/${name}`;
    case 'quay.io':
      return `https://quay.io/repository/${name}`;
    case 'mcr.microsoft.com':
      return `https://mcr.microsoft.com/artifact/mar/${name}`;
    case 'ghcr.io':
      return `https://${registry}/${name}`;
    default:
      return undefined;
  }
};

/** The links of a file. */
export const linksOf = (model: Model | undefined, project: Project): readonly Link[] => {
  if (model?.kind === 'dockerfile')
    return [...imageLinks(model.file.stages), ...copyLinks(model, project)];
  if (model?.kind !== 'kubernetes') return [];
  return model.resources.flatMap((resource) =>
    resource.containers().flatMap(({ path, image }) => {
      if (!image || project.dockerfileOf(image)) return [];
      const url = imagePage(parseImage(image));
      return url ? [{ at: resource.at([...path, 'image']), target: { url } }] : [];
    }),
  );
};

const imageLinks = (
  stages: Extract<Model, { kind: 'dockerfile' }>['file']['stages'],
): readonly Link[] =>
  stages.flatMap(({ from, image }) => {
    const url = image && image.text !== 'scratch' ? imagePage(image) : undefined;
    return url && from.image ? [{ at: from.image.span, target: { url } }] : [];
  });

const copyLinks = (
  { file }: Extract<Model, { kind: 'dockerfile' }>,
  project: Project,
): readonly Link[] => {
  const { folder } = buildContext(file, project);
  return contextCopies(file)
    .flatMap(({ sources }) => sources)
    .flatMap((word) => {
      const source = literalSource(word.text, word.dynamic);
      const path = source === undefined ? undefined : joinPath(folder, source);
      return path !== undefined && project.exists(path)
        ? [{ at: word.span, target: { file: path } }]
        : [];
    });
};
