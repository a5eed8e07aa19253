import { parseImage } from '../text/image.ts';
import { ancestors, basename, dirname } from '../text/path.ts';
import type { DockerfileFacts } from './facts.ts';

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

/** The Dockerfile whose folder or suffix is the last part of the image's name; undefined when none or several fit. */
export const builderOf = (
  image: string,
  dockerfiles: readonly DockerfileFacts[],
  rootName: string,
): DockerfileFacts | undefined => {
  const { repository } = parseImage(image);
  const wanted = basename(repository).toLowerCase();
  if (wanted === '') return undefined;
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
