import type { DebianKnowledge } from '../../data/debian-knowledge.ts';
import { releaseOf } from '../../data/image-release.ts';
import { type ImageRef, imageName } from '../../text/image.ts';
import { recent, several } from '../../text/memo.ts';
import type { Installs } from './installed.ts';

/** The programs and libraries that come with a package of Debian. */
export interface Brings {
  readonly always: readonly string[];
  readonly recommended: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

/** The packages that are known, with what each brings. */
export const bringersOf = recent((debian: DebianKnowledge): ReadonlyMap<string, Brings> => {
  const all = new Map<string, Brings>();
  for (const [programs, names] of Object.entries(debian.brings))
    for (const name of words(names)) all.set(name, { always: words(programs), recommended: [] });
  for (const [programs, names] of Object.entries(debian.recommends))
    for (const name of words(names))
      all.set(name, { always: all.get(name)?.always ?? [], recommended: words(programs) });
  return all;
});

/** The programs and libraries of an image, blank between them, in its release or, where that is not known, in any; undefined for an image that is not a plain Debian. */
export const listedIn = (image: ImageRef, debian: DebianKnowledge): string | undefined => {
  const form = formOf(imageName(image), image.tag ?? '');
  if (!form || image.digest) return undefined;
  const release = releaseOf(image);
  const lists = debian.images[form];
  return release ? lists[release.suite] : Object.values(lists).join(' ');
};

const formOf = (name: string, tag: string): 'debian' | 'slim' | 'full' | undefined => {
  if (name === 'debian') return 'debian';
  if ((name !== 'python' && name !== 'node') || /alpine|windows|rc|\$/.test(tag)) return undefined;
  return /slim/.test(tag) ? 'slim' : 'full';
};

/** The libraries and programs that an image and what apt installs over it bring; undefined when a package is not known. */
export const broughtByApt = (
  { apt, recommending }: Installs,
  image: ImageRef,
  debian: DebianKnowledge,
): ReadonlySet<string> | undefined => {
  const known = bringersOf(debian);
  const own = ownOf(image, debian);
  if (own === undefined) return undefined;
  const there = new Set(setOf(own));
  for (const name of apt) {
    const brings = known.get(name);
    if (!brings) return undefined;
    there.add(name);
    for (const each of brings.always) there.add(each);
    if (recommending.has(name)) for (const each of brings.recommended) there.add(each);
  }
  return there;
};

/** A slim image of a release that is not known has no more than those that are; of images that are not listed, the table of base images tells. */
const ownOf = (image: ImageRef, debian: DebianKnowledge): string | undefined => {
  const listed = listedIn(image, debian);
  if (listed !== undefined) return listed;
  if (!/^(?:python|node|debian)$/.test(imageName(image))) return image.digest ? undefined : '';
  return /slim/.test(image.tag ?? '') ? Object.values(debian.images.slim).join(' ') : undefined;
};

const setOf = several((text: string): ReadonlySet<string> => new Set(words(text)));
