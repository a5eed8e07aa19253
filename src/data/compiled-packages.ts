/** A distribution whose sources are compiled on every install. */
export interface CompiledPackage {
  /** Debian packages with headers or programs that the build asks for besides a compiler. */
  readonly headers?: readonly string[];
  /** The same module as a wheel. */
  readonly instead?: string;
}

/** Distributions with an sdist whose wheels on PyPI are made for platforms, so that pip compiles them where no wheel fits (read with `python-packages.py`, 2026-11); psycopg2, mysqlclient and pycairo have such wheels for Windows and macOS only. What builds ask for was tried with `build-needs.py`. */
export const compiledPackages: Readonly<Record<string, CompiledPackage>> = {
  'llama-cpp-python': {},
  psycopg2: { headers: ['libpq-dev'], instead: 'psycopg2-binary' },
  mysqlclient: { headers: ['pkg-config', 'default-libmysqlclient-dev'] },
  pycairo: { headers: ['pkg-config', 'libcairo2-dev'] },
  pyaudio: { headers: ['portaudio19-dev'] },
  ...Object.fromEntries(
    [
      ...['numpy', 'pandas', 'scipy', 'scikit-learn', 'scikit-image', 'statsmodels', 'matplotlib'],
      ...['h5py', 'pyarrow', 'lightgbm', 'spacy', 'thinc', 'blis', 'pycocotools'],
      ...['contourpy', 'kiwisolver', 'sentencepiece', 'faiss-cpu'],
      ...['annoy', 'fasttext'],
      ...['grpcio', 'llvmlite', 'numba', 'asyncpg', 'psutil'],
    ].map((name) => [name, {}]),
  ),
};
