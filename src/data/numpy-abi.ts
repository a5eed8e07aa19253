import table from './python/numpy-abi.json' with { type: 'json' };

/** The first release of a distribution that works with NumPy 2, where older ones are installed with it and fail when they are imported; measured by src/build/refresh/numpy-abi.py. */
export const firstForNumpy2 = (name: string): string | undefined => {
  const { first }: { first: Readonly<Record<string, string>> } = table;
  return Object.hasOwn(first, name) ? first[name] : undefined;
};
