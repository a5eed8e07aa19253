/** A distribution whose sources are compiled on every install. */
export interface CompiledPackage {
  /** Debian packages with headers that the build asks for besides a compiler. */
  readonly headers?: readonly string[];
  /** The same module as a wheel. */
  readonly instead?: string;
}

/** Distributions whose code is an extension module, without a build that leaves it out (2026-11: the builds in their sources on PyPI). */
export const compiledPackages: Readonly<Record<string, CompiledPackage>> = {
  'llama-cpp-python': {},
  psycopg2: { headers: ['libpq-dev'], instead: 'psycopg2-binary' },
  ...Object.fromEntries(
    [
      ...['numpy', 'pandas', 'scipy', 'scikit-learn', 'scikit-image', 'statsmodels', 'matplotlib'],
      ...['h5py', 'pyarrow', 'lightgbm', 'spacy', 'thinc', 'blis', 'pycocotools'],
      ...['contourpy', 'kiwisolver', 'sentencepiece', 'hnswlib', 'annoy', 'faiss-cpu'],
      ...['grpcio', 'llvmlite', 'numba', 'asyncpg', 'psutil'],
    ].map((name) => [name, {}]),
  ),
};
