import table from './python/torch-sizes.json' with { type: 'json' };

const gigabytes: Readonly<Record<string, number>> = table.gigabytes;

/** What pip downloads from PyPI for a release of torch with the CUDA that it requires, in gigabytes, on x86-64 Linux; undefined when it is not known. Measured by src/build/refresh/torch-sizes.py. */
export const downloadOfTorch = (release: string): number | undefined => {
  const minor = /^\d+\.\d+/.exec(release)?.[0] ?? '';
  return Object.hasOwn(gigabytes, minor) ? gigabytes[minor] : undefined;
};
