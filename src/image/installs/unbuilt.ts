import { type BaseImage, baseImage } from '../../data/base-images.ts';
import { compiledPackages } from '../../data/compiled-packages.ts';
import type { PythonKnowledge } from '../../data/python-knowledge.ts';
import { surelyBrings } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import {
  filesOfAll,
  filesOfRelease,
  lacksWheel,
  pinnedRelease,
  type ReleaseFiles,
  takesPython,
} from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { type ImageRef, imageName, parseImage } from '../../text/image.ts';
import { recent } from '../../text/memo.ts';
import { type Installed, type InstalledByPip, type Installs, installsOf } from './installed.ts';

/** A distribution that pip finds no wheel of for the image of a stage. */
export interface Unbuilt {
  readonly installed: InstalledByPip;
  /** The release that is asked for; undefined when none is that would do. */
  readonly release?: string;
  /** `python`: for its Python there is nothing; `musl`: there are wheels for glibc alone; `compiled`: there are sources that are compiled. */
  readonly why: 'python' | 'musl' | 'compiled';
  /** The minor versions of CPython 3 with a wheel; empty when they are not known. */
  readonly minors: readonly number[];
  /** It has a wheel itself, but not this one, which each of its releases that fits requires. */
  readonly through?: string;
  /** They are of the release itself; else the oldest of them is not certain. */
  readonly exact: boolean;
}

/** A stage with what its pip finds no wheels for. */
export interface UnbuiltIn {
  readonly stage: Stage;
  readonly image: ImageRef;
  readonly base: BaseImage;
  readonly installs: Installs;
  readonly unbuilt: readonly Unbuilt[];
}

// What takes files from elsewhere, or runs another Python than the image's own.
const elsewhere =
  /pip\.conf|pip3? config|\b(?:PIP|UV)_(?:EXTRA_|DEFAULT_)?(?:INDEX|FIND_LINKS|NO_BINARY|ONLY_BINARY|PREFER_BINARY|NO_INDEX|PRE|PRERELEASE|PYTHON|CONSTRAINT|PLATFORM|CONFIG_FILE)\b|\b(?:PIP|UV)_\w*(?:INDEX|FIND_LINKS)|\buv (?:venv|python|init)\b|virtualenv -p|pyenv|deadsnakes|conda|mamba|altinstall|glibc|qemu|platform=windows/i;

/** What the stages of a Dockerfile ask pip for of which PyPI has no wheel for their image. */
export const unbuiltIn = (file: DockerfileIn, project: Project): readonly UnbuiltIn[] =>
  unbuiltOf(project)(file);

// Three rules ask for the same file.
const unbuiltOf = recent((project: Project) =>
  recent((file: DockerfileIn) => findUnbuilt(file, project)),
);

const findUnbuilt = (file: DockerfileIn, project: Project): readonly UnbuiltIn[] => {
  const { packages } = project;
  if (!packages) return [];
  const { folder } = buildContext(file, project);
  const found = file.stages.flatMap((stage): UnbuiltIn[] => {
    const image = rootImage(stage);
    const base = image && (baseImage(image) ?? onAlpine(image));
    if (!image || !base?.libc || base.packages === 'unknown') return [];
    const installs = installsOf(file, stage, folder, project);
    const unbuilt = installs.python.flatMap((each) => {
      const { pip } = each;
      if (pip?.stage !== stage || pip.maybe) return [];
      // A requirements file that something may change during the build is not read.
      if (each.file !== file.path && installs.pythonOpen) return [];
      const installed = { ...each, pip };
      return (
        judge(installed, base.libc, base.python, packages) ??
        lackingThrough(installed, base, installs, file.text, packages) ??
        []
      );
    });
    return unbuilt.length > 0 ? [{ stage, image, base, installs, unbuilt }] : [];
  });
  return found.length > 0 && !elsewhere.test(file.text) ? found : [];
};

/** Images of other languages in which Alpine's own Python and pip can be installed. */
const onAlpine = (image: ImageRef): BaseImage | undefined =>
  /^(?:node|golang|nginx|ruby|php)$/.test(imageName(image)) && /alpine/.test(image.tag ?? '')
    ? baseImage(parseImage('alpine'))
    : undefined;

/** Large distributions that others require, and that have wheels for glibc alone. */
const required = ['torch', 'tensorflow', 'jaxlib', 'onnxruntime', 'faiss-cpu'];

/** Whether an install belongs to another stage, of which no directory of packages is copied. */
const isElsewhere = ({ pip }: Installed, stage: Stage): boolean =>
  pip !== undefined &&
  !lineage(stage).includes(pip.stage) &&
  !stage.instructions.some(
    (each) =>
      each.keyword === 'COPY' &&
      each.from &&
      each.sources.some(({ text }) =>
        /^\/(?:usr|opt|root|home)?(?:\/|$)|venv|-packages/.test(text),
      ),
  );

/** The distribution that another surely brings and that has no wheel for Alpine; undefined where pip may not ask for it, or already has it. */
const lackingThrough = (
  installed: Unbuilt['installed'],
  { libc, python }: BaseImage,
  installs: Installs,
  text: string,
  packages: PythonKnowledge,
): Unbuilt | undefined => {
  const { name, pip, version } = installed;
  if (libc !== 'musl' || pip.files === 'other') return undefined;
  if (pip.command.words.some((word) => word.text === '--no-deps')) return undefined;
  const release = pinnedRelease(version);
  const through = required.find(
    (each) =>
      // By itself, or by Alpine's package of it: py3-pytorch.
      !installs.python.some((other) => other.name === each && !isElsewhere(other, pip.stage)) &&
      !new RegExp(`py3-(?:py)?${each}|${each}[^\\s]*\\.whl`).test(text) &&
      (pip.files === 'pypi' || torch.test(each)) &&
      filesOfAll(each, packages)?.every(({ musl, sources }) => musl.length === 0 && !sources) &&
      surelyBrings(installed, each, python, packages),
  );
  return through === undefined || name === through
    ? undefined
    : {
        ...{ installed, through, why: 'musl', minors: [], exact: false },
        ...(release === undefined ? {} : { release }),
      };
};

// PyTorch's own index has wheels for glibc alone, too (2026-11).
const torch = /^torch(?:vision|audio)?$/;

/** Why pip finds no wheel of a distribution; undefined where it finds one, and where that is not known. */
export const judge = (
  installed: Unbuilt['installed'],
  libc: BaseImage['libc'],
  python: string | undefined,
  packages: PythonKnowledge,
): Unbuilt | undefined => {
  const { name, pip, version } = installed;
  if (pip.files === 'other') return undefined;
  const all = filesOfAll(name, packages);
  if (!all) return undefined;
  const release = pinnedRelease(version);
  const pinned = { installed, ...(release === undefined ? {} : { release }) };
  if (libc === 'musl' && all.every(({ musl, sources }) => musl.length === 0 && !sources))
    return pip.files === 'pypi' || torch.test(name)
      ? { ...pinned, why: 'musl', minors: [], exact: false }
      : undefined;
  if (pip.files !== 'pypi') return undefined;
  const minor = Number(/^3\.(\d+)$/.exec(python ?? '')?.[1] ?? Number.NaN);
  // Where no release has wheels, it does not matter which one it is.
  if (all.every(({ glibc, musl }) => glibc.length === 0 && musl.length === 0))
    return all.every(({ sources }) => sources) && Object.hasOwn(compiledPackages, name)
      ? { ...pinned, why: 'compiled', minors: [], exact: false }
      : undefined;
  const around = release === undefined ? undefined : filesOfRelease(name, release, packages);
  if (release === undefined || !around || Number.isNaN(minor)) return undefined;
  if (!lacksWheel(around, libc === 'musl' ? 'musl' : 'glibc', minor)) return undefined;
  const found = { ...pinned, minors: same(around.files), exact: around.exact };
  if ((around.exact ? around.files : all).every(({ sources }) => !sources)) {
    const other = libc === 'musl' && around.files.every(({ glibc }) => glibc.includes(minor));
    if (other) return { ...found, why: 'musl' };
    return lacksWheel(around, 'glibc', minor) ? { ...found, why: 'python' } : undefined;
  }
  if (!around.files.every(({ sources }) => sources) || !Object.hasOwn(compiledPackages, name))
    return undefined;
  const takes = takesPython(name, release, `3.${minor}`, packages);
  if (takes === undefined) return undefined;
  return { ...found, why: takes ? 'compiled' : 'python' };
};

/** The Pythons of releases where they are the same for all of them. */
const same = (files: readonly ReleaseFiles[]): readonly number[] =>
  new Set(files.map(({ glibc }) => glibc.join())).size === 1 ? (files[0]?.glibc ?? []) : [];
