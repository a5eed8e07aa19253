import { parse } from 'smol-toml';
import { lineEndOf } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import { normalName, type Requirement, type Requirements } from '../requirements.ts';

/** Reads a pylock.toml (PEP 751) as the requirements that it locks; what is not a release of an index is opaque, as is a file that is no TOML. */
export const parsePyLock = (text: string): Requirements => {
  const entries: Requirement[] = [];
  const opaque: Span[] = [];
  const packages = packagesIn(text);
  if (!packages) opaque.push([0, 0]);
  let from = 0;
  for (const each of packages ?? []) {
    const { marker, name, version } = isTable(each) ? each : {};
    const span = typeof name === 'string' ? placeOf(name, text, from) : undefined;
    if (typeof name !== 'string' || !span || typeof version !== 'string' || isOwn(each)) {
      opaque.push(span ?? [0, 0]);
      continue;
    }
    from = span[1];
    entries.push({
      ...{ name: normalName(name), extras: [], version: `==${version}`, span, whole: span },
      marker: typeof marker === 'string' ? marker : '',
    });
  }
  const end = text.trimEnd().length;
  return {
    ...{ entries, includes: [], opaque, cloned: [], own: false, options: [] },
    ...{ end: [end, end], lineEnd: lineEndOf(text), complete: true, hashes: true },
  };
};

const packagesIn = (text: string): readonly unknown[] | undefined => {
  try {
    const { packages } = parse(text);
    return Array.isArray(packages) ? packages : undefined;
  } catch {
    return undefined;
  }
};

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a package is taken from a directory, a repository or an archive. */
const isOwn = (value: unknown): boolean =>
  isTable(value) && ['directory', 'vcs', 'archive'].some((key) => key in value);

/** Where a package's name is written, after those before it. */
const placeOf = (name: string, text: string, from: number): Span | undefined => {
  const at = text.indexOf(`"${name}"`, from);
  return at < 0 ? undefined : [at + 1, at + 1 + name.length];
};
