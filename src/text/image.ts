import { several } from './memo.ts';

/** An image reference in its parts. */
export interface ImageRef {
  /** The reference as Docker reads it, after variables. */
  readonly text: string;
  /** The registry host with its port, when one is written. */
  readonly registry?: string;
  /** The repository without registry: `library/` is not added. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Splits an image reference; it never fails, an odd text becomes the repository. */
export const parseImage = several((text: string): ImageRef => {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const slash = rest.indexOf('/');
  const host = slash < 0 ? '' : rest.slice(0, slash);
  const registry = /[.:]/.test(host) || host === 'localhost' ? host : undefined;
  const name = registry === undefined ? rest : rest.slice(slash + 1);
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/') && colon >= 0;
  return {
    text,
    ...(registry === undefined ? {} : { registry }),
    repository: tagged ? name.slice(0, colon) : name,
    ...(tagged ? { tag: name.slice(colon + 1) } : {}),
    ...(digest === undefined ? {} : { digest }),
  };
});

/**
 * Registries that serve the images of Docker Hub under their names: Hub itself, Google's mirror (its documentation
 * "Pull cached Docker Hub images", 2026-11-30) and, below `docker`, Amazon's public gallery of the official images.
 */
const hubs: ReadonlySet<string | undefined> = new Set([
  undefined,
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'mirror.gcr.io',
]);

/** The repository with Docker Hub's defaults taken away: `docker.io/library/python` is `python`. */
export const imageName = ({ registry, repository }: ImageRef): string => {
  if (registry === 'public.ecr.aws' && repository.startsWith('docker/library/'))
    return repository.slice('docker/library/'.length);
  if (!hubs.has(registry)) return `${registry}/${repository}`;
  return repository.includes('/') ? repository.replace(official, '') : repository;
};

/** Below these names Hub has the official images: `library`, and one a processor (docker-library/official-images, README.md, 2026-08-21). */
const official = /^(?:library|amd64|arm32v[567]|arm64v8|i386|ppc64le|riscv64|s390x)\/(?=[^/]+$)/;

const part = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';
// The grammar of distribution/reference, with the digests that it takes.
const reference = new RegExp(
  `^(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\\d+)?/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Whether Docker and Kubernetes read a text as the name of an image; texts of more than 300 characters are taken for one. */
export const isImageName = (text: string): boolean => text.length > 300 || reference.test(text);

/** Whether the name says that an image is one of Windows, where no shell of POSIX runs. */
export const isWindowsImage = ({ text }: ImageRef): boolean =>
  /(?:^|\/)windows(?:[/:@]|$)|windowsservercore|nanoserver|\/dotnet\/framework\//i.test(text);

/** Whether a tag is named after a branch or the newest build, without a version or a date. */
export const isMovingTag = (tag: string): boolean =>
  /^(?:latest|nightly|main|master|edge|stable|dev|develop|canary|rolling|unstable|testing|sid|head|trunk|next)(?:-.+)?$|-(?:latest|nightly)$/.test(
    tag,
  ) && !/\d+\.\d+|\d{4,}|\b[0-9a-f]{7,}\b/.test(tag);
