import type { DebianKnowledge } from '../../data/debian-knowledge.ts';
import { releaseOf } from '../../data/image-release.ts';
import type { Dockerfile, Stage } from '../../syntax/dockerfile/model.ts';
import { namesIn } from '../../syntax/dockerfile/select.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { type AptCall, aptCall } from '../../syntax/shell/apt.ts';
import { lazy, recent } from '../../text/memo.ts';

import { bringersOf } from './debian-packages.ts';

/** What an install gets only as recommendations, and what is done with it. */
export interface Needed {
  /** Packages to name instead. */
  readonly packages: readonly string[];
  /** More is needed, or may be: compilers, programs that a RUN starts. */
  readonly more: boolean;
}

/** Whether an install brings no package that is only recommended, as far as is known. */
export const recommendsNothing = (
  { packages }: AptCall,
  debian: DebianKnowledge | undefined,
): boolean => {
  const plain = debian && plainIn(debian);
  return packages.every(({ text, dynamic }) => !dynamic && plain?.has(nameOf(text)));
};

const plainIn = recent(({ plain }: DebianKnowledge) => new Set(plain.split(' ')));

/** What of the packages that `call` installs as recommendations the image needs, as far as is known. */
export const neededRecommends = (
  file: Dockerfile,
  stage: Stage,
  call: AptCall,
  debian: DebianKnowledge | undefined,
): Needed => {
  const own = call.packages.map(({ text }) => nameOf(text));
  const all = [...installedBy(stage, file.text.length)];
  const known = debian && bringersOf(debian);
  const there = lazy(() => new Set(all.flatMap((name) => known?.get(name)?.always ?? [])));
  const image = rootImage(stage);
  const form = image && releaseOf(image)?.form;
  const packages: string[] = [];
  // Every image but the plain ones of the distributions has them.
  const certified =
    (form !== undefined && form !== 'plain') ||
    all.includes('ca-certificates') ||
    there().has('update-ca-certificates');
  if (!certified && own.some((name) => clients.test(name))) packages.push('ca-certificates');
  if (own.some((name) => compilers.test(name)) && form !== 'full' && !all.some(hasHeaders))
    packages.push('libc6-dev');
  const builds = (): boolean => form === 'full' || there().has('gcc') || there().has('g++');
  if (own.includes('python3-pip') && builds() && !all.some((name) => pythonHeaders.test(name)))
    packages.push('python3-dev');
  const names = namesIn(file);
  // What a later install brings is not there for the commands before it.
  const before = lazy(
    () =>
      new Set(
        [...installedBy(stage, call.span[1])].flatMap((name) => known?.get(name)?.always ?? []),
      ),
  );
  const lost =
    form === 'full'
      ? []
      : own
          .flatMap((name) => known?.get(name)?.recommended ?? [])
          .filter((program) => !before().has(program));
  const more =
    lost.includes('gcc') ||
    (own.some((name) => name.startsWith('cmake')) && lost.includes('make')) ||
    lost.some((program) => started.has(program) && names.has(program)) ||
    (lost.includes('ssh') && /\bgit@|ssh:\/\//.test(file.text));
  return { packages, more };
};

// Debian 11 to 13 and Ubuntu 20.04 to 24.04 (apt-get -s install, with and without --no-install-recommends, 2026-11): these get the
// certificates of authorities only as a recommendation, gcc the headers of the C library, python3-pip compilers and headers of Python.
const clients = /^(?:git|git-lfs|wget|curl|aria2)$/;
const compilers = /^gcc(?:-\d+)?$/;
const hasHeaders = (name: string): boolean =>
  /^(?:g\+\+(?:-\d+)?|build-essential|libc6-dev|gfortran|clang|libstdc\+\+-\d+-dev|python3(?:\.\d+)?-dev)$/.test(
    name,
  );
const pythonHeaders = /^(?:lib)?python3(?:\.\d+)?(?:-all)?-dev$/;

/** Programs that others recommend and a RUN may start. */
const started: ReadonlySet<string> = new Set([
  ...['ssh', 'ssh-keygen', 'ssh-keyscan', 'git', 'patch', 'less', 'unzip', 'java', 'xz'],
  ...['make', 'g++', 'python3', 'dirmngr', 'gpg', 'bzip2', 'file', 'pkg-config'],
]);

const nameOf = (text: string): string => text.replace(/[=/:].*$/, '');

/** All packages that the installs of a stage, and of those that it starts from, name up to a place. */
const installedBy = (stage: Stage, end: number): ReadonlySet<string> =>
  new Set(namedBy(stage).flatMap(({ at, name }) => (at < end ? name : [])));

const namedBy = recent((stage: Stage): readonly { readonly at: number; readonly name: string }[] =>
  lineage(stage).flatMap(({ instructions }) =>
    instructions.flatMap((each) =>
      each.keyword === 'RUN'
        ? each.script.commands.flatMap((command) => {
            const call = aptCall(command);
            return call?.verb === 'install'
              ? call.packages.map(({ span, text }) => ({ at: span[0], name: nameOf(text) }))
              : [];
          })
        : [],
    ),
  ),
);
