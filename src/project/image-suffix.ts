import { baseImage } from '../data/base-images.ts';
import { type ImageRef, parseImage } from '../text/image.ts';
import { once } from '../text/memo.ts';
import { ancestors, basename, dirname } from '../text/path.ts';
import type { Builds } from './builds.ts';
import type { DockerfileFacts, ObjectFacts } from './facts.ts';

/** The project, as far as names of images are compared with it. */
export interface Named {
  readonly dockerfiles: readonly DockerfileFacts[];
  readonly builds: Builds;
  readonly rootName: string;
  /** The names that a Dockerfile gives its image, the nearest first. */
  readonly likelyNames: (file: string) => readonly string[];
  /** All images that pods of the project run. */
  readonly images: () => readonly string[];
}

/** A Dockerfile that the end of an image's name fits, and what stands before that end. */
interface Fit {
  readonly facts: DockerfileFacts;
  /** The registry, the owner and the beginning of the name. */
  readonly stem: string;
  readonly prefix: string;
}

/** The Dockerfile that the end of an image's name fits alone: `churn-backend` for `backend/Dockerfile`, where the beginning is the name of the project, or another image of the project has it and fits another Dockerfile. */
export const suffixBuilder = (image: string, named: Named): DockerfileFacts | undefined => {
  const fit = fitOf(image, named);
  if (!fit) return undefined;
  const { facts, prefix, stem } = fit;
  const own = [named.rootName, ...ancestors(dirname(facts.file)).slice(1).map(basename)];
  if (own.some((name) => plain(name) === plain(prefix))) return facts;
  const beside = named.images().some((each) => {
    const other = each === image ? undefined : fitOf(each, named);
    return other?.stem === stem && other.facts.file !== facts.file;
  });
  return beside ? facts : undefined;
};

/** The images that pods run, each once. */
export const podImages = once((pods: readonly ObjectFacts[]): readonly string[] => [
  ...new Set(
    pods.flatMap(
      ({ workload }) => workload?.containers.flatMap(({ image }) => image?.value ?? []) ?? [],
    ),
  ),
]);

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const fitOf = (text: string, named: Named): Fit | undefined => {
  const image = parseImage(text);
  if (isPublic(image)) return undefined;
  const name = basename(image.repository).toLowerCase();
  const fits: Fit[] = [];
  for (const { index } of name.matchAll(/[-_]/g)) {
    const suffix = name.slice(index + 1);
    const prefix = name.slice(0, index);
    if (prefix === '' || suffix.length < 2 || general.test(suffix)) continue;
    for (const facts of named.dockerfiles)
      if (nearNames(facts.file, named).includes(suffix))
        fits.push({
          facts,
          prefix,
          stem: `${image.registry ?? ''}/${dirname(image.repository)}/${prefix}`,
        });
  }
  const [only] = fits;
  return fits.length === 1 ? only : undefined;
};

/** The suffix and the directory of a Dockerfile; none where a build says the name of its image. */
const nearNames = (file: string, { builds, likelyNames }: Named): readonly string[] =>
  builds.get(file)?.some(({ images }) => images.length > 0)
    ? []
    : likelyNames(file)
        .slice(0, /^(?:Dockerfile|Containerfile)$/i.test(basename(file)) ? 1 : 2)
        .map((name) => name.toLowerCase());

/** Words that say how an image is built or where it runs, not what it is. */
const general =
  /^(?:docker|dockerfiles?|container|images?|build|builder|deploy|deployment|src|k8s|kubernetes|prod|production|dev|development|staging|test|tests|base|gpu|cpu|cuda|rocm|slim|alpine|latest|main|final|local|root|project|example|examples|demo)$/;

/** An image that many projects run as it is. */
const isPublic = (image: ImageRef): boolean =>
  baseImage(image) !== undefined ||
  /^(?:nvcr\.io|mcr\.microsoft\.com|registry\.k8s\.io|k8s\.gcr\.io|docker\.elastic\.co|public\.ecr\.aws)$/.test(
    image.registry ?? '',
  ) ||
  /(?:^|\/)(?:kubeflow|kubeflownotebookswg|kserve|ml-pipeline|seldonio|nvidia|bitnami|grafana|prom|apache|langgenius|rancher|elastic|minio|redis|hashicorp|argoproj|fluxcd|tensorflow|pytorch|vllm|lmcache|rayproject|huggingface|mlflow|feastdev|zenmldocker|clearml|allegroai|supabase|istio|knative-releases|opendatahub|modelmesh)\//.test(
    image.repository,
  );
