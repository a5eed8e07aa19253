// Packages that reports of broken builds name (2026-11); all others are not known here.
const gone: Readonly<Record<string, string | undefined>> = {
  'libgl1-mesa-glx': 'libgl1',
  'libegl1-mesa': 'libegl1',
  'python3-distutils': undefined,
  libtiff5: 'libtiff6',
};

/** By releases of Ubuntu, packages that they do not have, each with what takes its place. */
export const missingInUbuntu: ReadonlyMap<
  string,
  ReadonlyMap<string, string | undefined>
> = new Map([['24.04', new Map(Object.entries(gone))]]);
