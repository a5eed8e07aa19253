import { type ImageRef, imageName, isWindowsImage } from '../text/image.ts';
import { several } from '../text/memo.ts';
import { releaseOf } from './image-release.ts';
import table from './support.json' with { type: 'json' };

/** What is in an image and gets no more security fixes. */
export interface Ended {
  /** As people call it: `Debian 10 (buster)`. */
  readonly name: string;
  /** The day of the end, or its month where the day is not known: `7 October 2024`. */
  readonly since: string;
}

type Product = Exclude<keyof typeof table, 'facts'>;

/** The end of a release; undefined when it was still to come on the day of the facts, so that an answer does not hang on the clock. */
const endOf = (product: Product, version: string): string | undefined => {
  const ends: Readonly<Record<string, string>> = table[product];
  const end = Object.hasOwn(ends, version) ? ends[version] : undefined;
  return end !== undefined && end < table.facts.slice(0, end.length) ? end : undefined;
};

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

const dateText = (end: string): string => {
  const [year = '', month = '', day] = end.split('-');
  const name = `${months[Number(month) - 1]} ${year}`;
  return day === undefined ? name : `${Number(day)} ${name}`;
};

const ended = (product: Product, version: string, name: string): Ended | undefined => {
  const end = endOf(product, version);
  return end === undefined ? undefined : { name, since: dateText(end) };
};

/** The Python that a tag names, by the image (their tags of 2026-11). */
const pythonTags: readonly (readonly [image: RegExp, tag: RegExp])[] = [
  [/^python$/, /^([23]\.\d+)(?=[.-]|$)/],
  [/^(?:ghcr\.io\/astral-sh|astral)\/uv$/, /(?:^|-)python(3\.\d+)(?=-|$)/],
  [/^rayproject\/ray(?:-llm)?$/, /-py(3\d+)(?=-|$)/],
];

/** The Python of an image whose releases have ended; undefined also when its tag does not tell. */
export const endedPython = several((image: ImageRef): Ended | undefined => {
  if (isWindowsImage(image)) return undefined;
  const name = imageName(image);
  const tag = image.tag ?? '';
  const [, tags] = pythonTags.find(([each]) => each.test(name)) ?? [];
  const found = name === 'python' && /^2(?:-|$)/.test(tag) ? '2.7' : tags?.exec(tag)?.[1];
  const version = found?.replace(/^3(?=\d)/, '3.');
  return version === undefined ? undefined : ended('Python', version, `Python ${version}`);
});

/** The distribution below an image whose release has ended; undefined also when its name does not tell. */
export const endedSystem = several((image: ImageRef): Ended | undefined => {
  if (isWindowsImage(image)) return undefined;
  const release = releaseOf(image);
  if (release && release.distribution !== 'Alpine') {
    const { distribution, number, suite } = release;
    return ended(distribution, number, `${distribution} ${number} (${suite})`);
  }
  const name = imageName(image);
  const tag = image.tag ?? '';
  const alpine = (name === 'alpine' ? /^(\d\.\d+)/ : /(?:^|-)alpine(\d\.\d+)$/).exec(tag)?.[1];
  if (alpine !== undefined) return ended('Alpine', alpine, `Alpine ${alpine}`);
  const centOs = centOsOf(name, tag);
  if (centOs !== undefined) return ended('CentOS', centOs, `CentOS ${centOs}`);
  const amazon = amazonImages.has(name) ? /^\d+(?=[.-]|$)/.exec(tag)?.[0] : undefined;
  if (amazon !== undefined) return ended('AmazonLinux', amazon, `Amazon Linux ${amazon}`);
  const fedora = fedoraImages.has(name) ? /^\d+$/.exec(tag)?.[0] : undefined;
  return fedora === undefined ? undefined : ended('Fedora', fedora, `Fedora ${fedora}`);
});

const centOsOf = (name: string, tag: string): string | undefined => {
  if (name === 'nvidia/cuda') return /-centos(\d)$/.exec(tag)?.[1];
  if (name !== 'centos' && name !== 'quay.io/centos/centos') return undefined;
  const [, stream, number] = /^(?:centos)?(stream)?(\d+)(?=[.-]|$)/.exec(tag) ?? [];
  return stream === undefined ? number : `Stream ${number}`;
};

const amazonImages: ReadonlySet<string> = new Set([
  ...['amazonlinux', 'public.ecr.aws/amazonlinux/amazonlinux'],
]);

const fedoraImages: ReadonlySet<string> = new Set([
  ...['fedora', 'registry.fedoraproject.org/fedora', 'quay.io/fedora/fedora'],
]);

/** Whether the fixes of a system whose usual support has ended are paid for: those of Ubuntu by Ubuntu Pro, those of Debian by others. */
export const paidSupport = /\b(?:pro|ua) attach\b|ubuntu-advantage|freexian|extended-lts/;
