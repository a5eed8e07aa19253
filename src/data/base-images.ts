import { type ImageRef, imageName, isWindowsImage } from '../text/image.ts';
import { several } from '../text/memo.ts';

/** What a base image brings along. Facts of 2026-11-22, from the images' own Dockerfiles. */
export interface BaseImage {
  /** A short description for hovers. */
  readonly about: string;
  /** The user at start; missing when not known. */
  readonly user?: string;
  /** The Python minor version: `3.12`. */
  readonly python?: string;
  readonly libc?: 'glibc' | 'musl';
  /** CUDA libraries inside. */
  readonly cuda: boolean;
  /** Compilers and headers inside. */
  readonly devel?: true;
  /** Debian packages that matter and are there. */
  readonly has: readonly string[];
  /** Python distributions inside, with their closures; `everything` when the list is not known. */
  readonly packages: readonly string[] | 'unknown';
  /** Debian packages that it surely has not, where not all is known that it holds. */
  readonly lacks?: readonly string[];
  readonly size: string;
}

interface Row extends Omit<BaseImage, 'python'> {
  readonly image: RegExp;
  readonly tag?: RegExp;
  readonly python?: (tag: string) => string | undefined;
}

const minorOf = (tag: string): string | undefined => /^(3\.\d+)/.exec(tag)?.[1];

const pytorch: Row = {
  image: /^pytorch\/pytorch$/,
  about: 'PyTorch with CUDA libraries',
  user: 'root',
  libc: 'glibc',
  cuda: true,
  has: [],
  packages: 'unknown',
  size: '3-8 GB',
};

const rows: readonly Row[] = [
  {
    image: /^python$/,
    tag: /alpine/,
    python: minorOf,
    about: 'CPython on Alpine Linux',
    user: 'root',
    libc: 'musl',
    cuda: false,
    has: [],
    packages: ['pip'],
    size: '~50 MB',
  },
  {
    image: /^python$/,
    tag: /slim/,
    python: minorOf,
    about: 'CPython on a slim Debian: no compiler, git, curl or graphics libraries',
    user: 'root',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: ['pip'],
    size: '~120 MB',
  },
  {
    image: /^python$/,
    python: minorOf,
    about: 'CPython on Debian with compilers and headers, still without libGL',
    user: 'root',
    libc: 'glibc',
    cuda: false,
    has: [
      'gcc',
      'g++',
      'make',
      'git',
      'curl',
      'libpq-dev',
      'default-libmysqlclient-dev',
      'pkg-config',
      'libglib2.0-0',
      'libgomp1',
      'libmagic1',
    ],
    packages: ['pip'],
    size: '~1 GB',
  },
  {
    image: /^nvidia\/cuda$/,
    tag: /devel/,
    about: 'CUDA with compilers and headers',
    user: 'root',
    libc: 'glibc',
    cuda: true,
    devel: true,
    has: ['gcc', 'g++', 'make', 'libgomp1'],
    packages: [],
    size: '5-9 GB',
  },
  {
    image: /^nvidia\/cuda$/,
    about: 'CUDA libraries, without Python',
    user: 'root',
    libc: 'glibc',
    cuda: true,
    has: [],
    packages: [],
    size: '0.2-4 GB',
  },
  {
    image: /^pytorch\/pytorch$/,
    tag: /devel/,
    about: 'PyTorch with CUDA compilers and headers',
    user: 'root',
    libc: 'glibc',
    cuda: true,
    devel: true,
    has: ['gcc', 'g++', 'make', 'git', 'libgomp1'],
    packages: 'unknown',
    size: '7-17 GB',
  },
  {
    ...pytorch,
    // pytorch/pytorch, Dockerfile of 01343dcd: its last stage installs ca-certificates, libjpeg-dev, libpng-dev and gcc over Ubuntu.
    tag: /^(?:1\.1\d|2\.[0-6])(?:\.\d+)?-.*runtime$/,
    lacks: ['libgl1'],
  },
  pytorch,
  {
    image: /^tensorflow\/tensorflow$/,
    tag: /gpu/,
    about: 'TensorFlow with CUDA libraries',
    user: 'root',
    libc: 'glibc',
    cuda: true,
    has: [],
    packages: 'unknown',
    size: '~4 GB',
  },
  {
    image: /^tensorflow\/tensorflow$/,
    about: 'TensorFlow for CPU',
    user: 'root',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: 'unknown',
    size: '~1 GB',
  },
  {
    image: /^(?:quay\.io\/)?jupyter\//,
    about: 'Jupyter, as user jovyan',
    user: '1000',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: 'unknown',
    size: '1-5 GB',
  },
  {
    image: /^rayproject\/ray(?:-ml)?$/,
    about: 'Ray, as user ray',
    user: '1000',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: 'unknown',
    size: '2-10 GB',
  },
  {
    image: /^mambaorg\/micromamba$/,
    about: 'micromamba, as user mambauser',
    user: '57439',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: 'unknown',
    size: '~100 MB',
  },
  {
    image: /^vllm\/vllm-openai$/,
    about: 'the vLLM server with CUDA',
    user: 'root',
    libc: 'glibc',
    cuda: true,
    has: [],
    packages: 'unknown',
    size: '~8 GB',
  },
  {
    image: /^nvcr\.io\/nvidia\//,
    about: "NVIDIA's framework image with CUDA",
    user: 'root',
    libc: 'glibc',
    cuda: true,
    has: [],
    packages: 'unknown',
    size: '5-25 GB',
  },
  {
    image:
      /^(?:continuumio\/(?:mini|ana)conda3|condaforge\/(?:miniforge3|mambaforge)|anaconda\/miniconda)$/,
    about: 'conda on Debian or Ubuntu',
    user: 'root',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: 'unknown',
    size: '0.5-4 GB',
  },
  {
    image: /^tiangolo\/(?:uvicorn|meinheld)/,
    about: 'gunicorn with a start script; no longer maintained',
    user: 'root',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: 'unknown',
    size: '~1 GB',
  },
  {
    image: /^(?:ubuntu|debian)$/,
    about: 'a plain distribution without Python packages',
    user: 'root',
    libc: 'glibc',
    cuda: false,
    has: [],
    packages: [],
    size: '~80-120 MB',
  },
  {
    image: /^alpine$/,
    about: 'a plain Alpine Linux',
    user: 'root',
    libc: 'musl',
    cuda: false,
    has: [],
    packages: [],
    size: '~8 MB',
  },
];

/** The facts of an image, or undefined when it is not in the table. */
export const baseImage = several((image: ImageRef): BaseImage | undefined => {
  // What is known is of Linux.
  if (isWindowsImage(image)) return undefined;
  const [name, tag] = asPython(imageName(image), image.tag ?? '');
  const row = rows.find((each) => each.image.test(name) && (each.tag?.test(tag) ?? true));
  if (!row) return undefined;
  const { image: _, tag: __, python, ...facts } = row;
  const version = python?.(tag);
  return version ? { ...facts, python: version } : facts;
});

/** Name and tag of an image; those of the image of Python for one that is made of it: by uv (its guide for Docker, 2026-11-30), or of one architecture. */
const asPython = (name: string, tag: string): readonly [name: string, tag: string] => {
  if (/^(?:amd64|arm64v8)\/python$/.test(name)) return ['python', tag];
  const [, own] = /(?:^|-)python(3\.\d.*)/.exec(tag) ?? [];
  return name === 'ghcr.io/astral-sh/uv' && own ? ['python', own] : [name, tag];
};

/** Images without an entry point, or with one that runs CMD unchanged: `exec "$@"`. From their Dockerfiles and entry scripts, 2026-11. */
const plainStart: ReadonlySet<string> = new Set([
  ...['alpine', 'almalinux', 'amazonlinux', 'debian', 'fedora', 'rockylinux', 'ubuntu'],
  ...['golang', 'node', 'python', 'rust', 'nvidia/cuda', 'pytorch/pytorch'],
  ...['continuumio/miniconda3', 'condaforge/miniforge3', 'mambaorg/micromamba'],
  ...['ghcr.io/astral-sh/uv'],
]);

/** Whether a container of the image runs its CMD word for word. */
export const runsCommandAsIs = (image: ImageRef): boolean => plainStart.has(imageName(image));

/** Whether a container of the image runs its CMD in the end: it has no entry point, or one that hands over with `exec "$@"`. */
export const passesCommandOn = (image: ImageRef): boolean =>
  runsCommandAsIs(image) ||
  bringsNoEntrypoint(image) ||
  /^(?:nginx|redis|httpd|rayproject\/ray(?:-ml)?)$/.test(imageName(image));

const withoutEntrypoint =
  /^(?:python|pypy|debian|ubuntu|alpine|fedora|rockylinux|almalinux|amazonlinux|continuumio\/miniconda3)$/;

/** Whether a base image is known to have no ENTRYPOINT, so that a container runs its CMD by itself. */
export const bringsNoEntrypoint = (image: ImageRef): boolean =>
  !isWindowsImage(image) && withoutEntrypoint.test(imageName(image));

/** What an image starts by itself where that is only a shell or an interpreter that waits for input; undefined for others. From the images' own Dockerfiles, 2026-11-30. */
export const startsOnlyShell = (image: ImageRef): string | undefined => {
  if (isWindowsImage(image)) return undefined;
  const name = imageName(image);
  return shells.find(([images]) => images.test(name))?.[1];
};

const shells: readonly (readonly [RegExp, string])[] = [
  [/^python$/, 'python3'],
  [/^pypy$/, 'pypy3'],
  [/^node$/, 'node'],
  [/^(?:alpine|busybox)$/, 'sh'],
  [
    /^(?:debian|ubuntu|fedora|rockylinux|almalinux|amazonlinux|nvidia\/cuda|pytorch\/pytorch)$/,
    'bash',
  ],
  [
    /^(?:continuumio\/(?:mini|ana)conda3|condaforge\/mini(?:forge3|conda3)|mambaorg\/micromamba)$/,
    'bash',
  ],
];
