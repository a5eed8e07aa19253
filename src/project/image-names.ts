import { type ImageRef, parseImage } from '../text/image.ts';
import { ancestors, basename, dirname } from '../text/path.ts';
import type { Build, Builds } from './builds.ts';
import type { DockerfileFacts } from './facts.ts';
import { suffixBuilder } from './image-suffix.ts';

/** The names that images built from a Dockerfile are likely to have: its folders' and its suffix. */
const likelyNames = (file: string, rootName: string): readonly string[] => {
  const name = basename(file);
  const suffix =
    /^(?:Dockerfile|Containerfile)[._-](.+)$/i.exec(name)?.[1] ??
    /^(.+)[._-](?:Dockerfile|Containerfile)$/i.exec(name)?.[1];
  const folders = ancestors(dirname(file)).map((folder) =>
    folder === '' ? rootName : basename(folder),
  );
  return suffix ? [suffix, ...folders] : folders;
};

/** The Dockerfile that a build says makes the image, else the one whose folder or suffix is the last part of its name, or the end of that; undefined when none or several fit. */
export const builderOf = (
  image: string,
  dockerfiles: readonly DockerfileFacts[],
  builds: Builds,
  rootName: string,
  images: () => readonly string[],
): DockerfileFacts | undefined => {
  const stated = statedBuilder(image, dockerfiles, builds);
  if (stated === 'other') return undefined;
  const named = (file: string): readonly string[] => likelyNames(file, rootName);
  return (
    stated ??
    namedBuilder(image, dockerfiles, rootName) ??
    suffixBuilder(image, { dockerfiles, builds, rootName, likelyNames: named, images })
  );
};

/** How well a name that a build gives fits that of an image: 3 with the tag, 2 by the repository, 1 by its last part, where no other part differs. */
const fit = (image: ImageRef, name: string): number => {
  const stated = parseImage(name);
  const [own, other] = [image, stated].map(({ repository }) => repository.toLowerCase().split('/'));
  const last = own?.at(-1);
  if (!own || !other || !last || /[*$]/.test(last) || last !== other.at(-1)) return 0;
  const same = own.join('/') === other.join('/');
  if (same) return image.tag !== undefined && image.tag === stated.tag ? 3 : 2;
  // `redis` is an image of Docker Hub, whatever a build calls its own.
  if (own.length === 1 && image.registry === undefined) return 0;
  const rest = other.slice(0, -1);
  return rest.length === 0 || rest.some((part) => part.includes('*')) ? 1 : 0;
};

/** The Dockerfile that builds say makes the image; `other` where they make it of another stage than the last. */
const statedBuilder = (
  image: string,
  dockerfiles: readonly DockerfileFacts[],
  builds: Builds,
): DockerfileFacts | 'other' | undefined => {
  if (builds.size === 0) return undefined;
  const wanted = parseImage(image);
  let best = new Set<DockerfileFacts | 'other'>();
  let rank = 1;
  for (const facts of dockerfiles)
    for (const build of builds.get(facts.file) ?? []) {
      const own = Math.max(0, ...build.images.map((name) => fit(wanted, name)));
      if (own < rank) continue;
      if (own > rank) best = new Set();
      rank = own;
      best.add(isLast(build, facts) ? facts : 'other');
    }
  const [only] = best;
  return best.size === 1 ? only : undefined;
};

const isLast = ({ target }: Build, { last }: DockerfileFacts): boolean =>
  target === undefined || last?.includes(target.toLowerCase()) === true;

const namedBuilder = (
  image: string,
  dockerfiles: readonly DockerfileFacts[],
  rootName: string,
): DockerfileFacts | undefined => {
  const { repository } = parseImage(image);
  const wanted = basename(repository).toLowerCase();
  // `mlflow/mlflow` is that of the people who make MLflow.
  if (wanted === '' || repository.toLowerCase() === `${wanted}/${wanted}`) return undefined;
  let best: DockerfileFacts[] = [];
  let rank = Number.POSITIVE_INFINITY;
  for (const facts of dockerfiles) {
    const at = likelyNames(facts.file, rootName).findIndex((name) => name.toLowerCase() === wanted);
    if (at < 0 || at > rank) continue;
    if (at < rank) best = [];
    rank = at;
    best.push(facts);
  }
  return best.length === 1 ? best[0] : undefined;
};
