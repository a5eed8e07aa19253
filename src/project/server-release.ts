import type { ServerFlags } from '../data/server-flags.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

/** The release of a server, and where it is written. */
export interface Release {
  readonly version: string;
  /** Its number in the table. */
  readonly number: number;
  readonly file: Path;
  readonly at: Span;
}

/** The release that a version or a tag names: `0.9.1`, `v0.9.1`, `v0.9.1-cu128`; of Hugging Face's servers also `cpu-1.6`, the newest of 1.6. */
export const releaseOf = (
  { servers }: ServerFlags,
  id: string,
  text: string | undefined,
): Pick<Release, 'version' | 'number'> | undefined => {
  const versions = servers[id]?.versions.split(' ') ?? [];
  if (id === 'llama') return buildOf(versions, text);
  const ofRust = id === 'tgi' || id === 'tei';
  const tag = ofRust ? text?.replace(/^(?:[a-z]+|\d{2,3})-(?=\d+\.)/, '') : text;
  const [, version, variant = ''] =
    /^v?(\d+(?:\.\d+)+(?:\.post\d+)?)(?:-([\w.-]+))?$/.exec(tag ?? '') ?? [];
  if (version === undefined || /^(?:rc|dev|nightly|alpha|beta|pre)/.test(variant)) return undefined;
  const number = versions.findLastIndex(
    (each) => each === version || (ofRust && each.startsWith(`${version}.`)),
  );
  const found = versions[number];
  return found === undefined ? undefined : { version: found, number };
};

/** The build of llama.cpp that a tag names: `server-cuda-b6393`. Its table has the builds at which a flag changed, and the newest one that was read. */
const buildOf = (
  versions: readonly string[],
  tag: string | undefined,
): Pick<Release, 'version' | 'number'> | undefined => {
  const build = Number(/^server(?:-[a-z\d]+)?-b(\d+)$/.exec(tag ?? '')?.[1]);
  const number = versions.findLastIndex((each) => Number(each) <= build);
  return number < 0 || build > Number(versions.at(-1))
    ? undefined
    : { version: `b${build}`, number };
};

/** A version of a server's table as it is said: builds of llama.cpp have a `b` before them. */
export const versionAt = (
  { servers }: ServerFlags,
  id: string,
  number: number,
): string | undefined => {
  const version = servers[id]?.versions.split(' ')[number];
  return id === 'llama' && version !== undefined ? `b${version}` : version;
};
