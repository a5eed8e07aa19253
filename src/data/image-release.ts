import { type ImageRef, imageName, isWindowsImage } from '../text/image.ts';
import { several } from '../text/memo.ts';
import { pythonSuites } from './python-suites.ts';

/** The release of a distribution that an image is made from. */
export interface ImageRelease {
  readonly distribution: 'Debian' | 'Ubuntu' | 'Alpine';
  /** The number of the release: `12`, `22.04`; empty for Alpine, where it is not read. */
  readonly number: string;
  /** The name that its package lists have: `bookworm`. */
  readonly suite: string;
  /** Which packages the image has: only those of the distribution, a few more, the compilers of buildpack-deps, or others. */
  readonly form: 'plain' | 'slim' | 'full' | 'other';
}

// https://wiki.debian.org/DebianReleases and https://wiki.ubuntu.com/Releases (2026-11).
const debian: Readonly<Record<string, string>> = {
  ...{ jessie: '8', stretch: '9', buster: '10', bullseye: '11', bookworm: '12', trixie: '13' },
};
const ubuntu: Readonly<Record<string, string>> = {
  ...{ trusty: '14.04', xenial: '16.04', bionic: '18.04', cosmic: '18.10', disco: '19.04' },
  ...{ eoan: '19.10', focal: '20.04', groovy: '20.10', hirsute: '21.04', impish: '21.10' },
  ...{ jammy: '22.04', kinetic: '22.10', lunar: '23.04', mantic: '23.10', noble: '24.04' },
  ...{ oracular: '24.10', plucky: '25.04', questing: '25.10', resolute: '26.04' },
  // docker-library/official-images, library/ubuntu, 2026-08-21.
  ...{ latest: '26.04', rolling: '26.04' },
};
const suiteOf = (table: Readonly<Record<string, string>>, number: string): string | undefined =>
  Object.entries(table).find(([, each]) => each === number)?.[0];

/** Images that say their release of Debian in their tags, and whose other packages come from there. */
const named =
  /^(?:debian|python|node|buildpack-deps|golang|rust|ruby|openjdk|perl|pypy|mambaorg\/micromamba|(?:ghcr\.io\/astral-sh|astral)\/uv)$/;

/** Distributions without releases: another tag of theirs would not keep what their repositories hold (2026-11). */
const rolling =
  /^(?:opensuse\/tumbleweed|archlinux(?:\/archlinux)?|kalilinux\/kali-rolling|gentoo\/stage3|(?:ghcr\.io\/)?void-linux\/.*)$/;

/** Whether an image is of a distribution that is updated as a whole, day by day. */
export const isRolling = (image: ImageRef): boolean =>
  rolling.test(imageName(image).replace(/^registry\.opensuse\.org\//, '')) ||
  (imageName(image) === 'debian' && /^(?:sid|unstable)(?:-|$)/.test(image.tag ?? ''));

/** The release below an image, or undefined when its name does not tell. */
export const releaseOf = several((image: ImageRef): ImageRelease | undefined => {
  if (isWindowsImage(image) || image.digest) return undefined;
  const name = imageName(image);
  const tag = image.tag ?? 'latest';
  if (name === 'alpine' || (named.test(name) && /alpine/.test(tag)))
    return { distribution: 'Alpine', number: '', suite: '', form: formOf(name, tag) };
  if (name === 'ubuntu') return ubuntuRelease(tag, 'plain');
  if (name === 'nvidia/cuda')
    return ubuntuRelease(/ubuntu(\d\d\.\d\d)/.exec(tag)?.[1] ?? '', 'other');
  if (!named.test(name)) return undefined;
  const suite = suiteIn(name, tag);
  const number = suite === undefined ? undefined : debian[suite];
  return suite === undefined || number === undefined
    ? undefined
    : { distribution: 'Debian', number, suite, form: formOf(name, tag) };
});

const ubuntuRelease = (tag: string, form: ImageRelease['form']): ImageRelease | undefined => {
  const [word = ''] = tag.split('-');
  const number = ubuntu[word] ?? word;
  const suite = suiteOf(ubuntu, number);
  return suite === undefined ? undefined : { distribution: 'Ubuntu', number, suite, form };
};

const formOf = (name: string, tag: string): ImageRelease['form'] => {
  if (name === 'debian' || name === 'alpine') return 'plain';
  if (name !== 'python' && name !== 'node') return 'other';
  if (/alpine/.test(tag)) return 'slim';
  return /slim/.test(tag) ? 'slim' : 'full';
};

const suiteIn = (name: string, tag: string): string | undefined => {
  const written = tag.split('-').find((part) => debian[part] !== undefined);
  if (written !== undefined) return written;
  if (name === 'debian') {
    const [word = ''] = tag.split('-');
    // Tags that move, as they were in 2026-11.
    if (word === 'latest' || word === 'stable') return 'trixie';
    if (word === 'oldstable') return 'bookworm';
    return suiteOf(debian, word.split('.')[0] ?? '');
  }
  return name === 'python' ? pythonSuite(tag) : undefined;
};

/** The release of Docker's images of Python whose tag names none. */
const pythonSuite = (tag: string): string | undefined => {
  if (/^(?:3|latest)(?:-slim)?$/.test(tag) || tag === 'slim') return newestSuite;
  const [, minor, patch = 'x'] = /^3\.(\d+)(?:\.(\d+))?(?:-slim)?$/.exec(tag) ?? [];
  if (minor === undefined) return undefined;
  const rows = pythonSuites[Number(minor)];
  if (!rows) return Number(minor) > newestPython ? newestSuite : undefined;
  // Without a patch it is the last one.
  const row = patch === 'x' ? rows.at(-1) : rows.findLast(([from]) => from <= Number(patch));
  return row?.[1] || undefined;
};

const newestPython = Math.max(...Object.keys(pythonSuites).map(Number));
const newestSuite = pythonSuites[newestPython]?.at(-1)?.[1];

const dashImages =
  /^(?:debian|ubuntu|python|node|buildpack-deps|golang|rust|ruby|perl|pypy|nvidia\/cuda|pytorch\/pytorch|tensorflow\/tensorflow|continuumio\/miniconda3)$/;

/** What /bin/sh is in an image whose shell is /bin/sh: dash on Debian and Ubuntu, busybox's ash on Alpine. */
export const shellOf = (image: ImageRef): 'dash' | 'ash' | undefined => {
  const name = imageName(image);
  if (isWindowsImage(image) || (name !== 'alpine' && !dashImages.test(name))) return undefined;
  if (name === 'alpine' || /alpine/.test(image.tag ?? '')) return 'ash';
  return /ubi|rocky|centos|oracle|windows|nanoserver/.test(image.tag ?? '') ? undefined : 'dash';
};

// `sh -c 'sleep 3'` leaves only sleep in bash 5.2 and in the ash of busybox 1.35, and both in dash 0.5.12 (tried 2026-11-30).
const bashImages =
  /(?:^|\/)(?:ubi\d*(?:-\w+)?|centos|rockylinux|almalinux|fedora|amazonlinux|oraclelinux|python-\d+|leap|tumbleweed)$/;

/** Whether the /bin/sh of an image gives its place to a command that is a single simple one; false where that is not known. */
export const shellGivesWay = (image: ImageRef): boolean =>
  shellOf(image) === 'ash' || bashImages.test(imageName(image));

// Gone from deb.debian.org and archive.ubuntu.com (asked there, 2026-11-29).
const archives: Readonly<Record<ImageRelease['distribution'], string>> = {
  Debian: 'archive.debian.org',
  Ubuntu: 'old-releases.ubuntu.com',
  Alpine: '',
};
const archived: ReadonlySet<string> = new Set(
  'jessie stretch buster cosmic disco eoan groovy hirsute impish kinetic lunar mantic oracular'.split(
    ' ',
  ),
);

/** The server that has the packages of a release which the usual ones no longer have. */
export const archiveOf = ({ distribution, suite }: ImageRelease): string | undefined =>
  archived.has(suite) ? archives[distribution] : undefined;
