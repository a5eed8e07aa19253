/** A Debian package with headers or a program that a build looks for. */
export interface BuildNeed {
  readonly name: string;
  /** Other packages that bring it, or may. */
  readonly or?: RegExp;
  /** The first release that looks for it. */
  readonly since?: string;
}

/** A distribution whose sources are compiled on every install. */
export interface CompiledPackage {
  /** What the build asks for besides a compiler. */
  readonly headers?: readonly BuildNeed[];
  /** The same module as a wheel. */
  readonly instead?: string;
}

// Debian's packages with headers depend on it as a rule; these do not.
const pkgConfig: BuildNeed = {
  name: 'pkg-config',
  or: /^pkg-?conf|^(?!(?:python3?|default-libmysqlclient|libmysqlclient|libmariadb|libmariadbclient|libpq|libffi|libssl)-dev$).*-dev(?:$|-)/,
};

/** Distributions with an sdist whose wheels on PyPI are made for platforms, so that pip compiles them where no wheel fits (read with `python-packages.py`, 2026-11); psycopg2, mysqlclient and pycairo have such wheels for Windows and macOS only. What builds ask for was tried with `build-needs.py`. */
export const compiledPackages: Readonly<Record<string, CompiledPackage>> = {
  'llama-cpp-python': {},
  psycopg2: { headers: [{ name: 'libpq-dev', or: /^postgresql/ }], instead: 'psycopg2-binary' },
  mysqlclient: {
    headers: [
      { ...pkgConfig, since: '2.2.0' },
      { name: 'default-libmysqlclient-dev', or: /mysql.*-dev|mariadb.*-dev/ },
    ],
  },
  pycairo: { headers: [pkgConfig, { name: 'libcairo2-dev', or: /-dev$/ }] },
  pyaudio: { headers: [{ name: 'portaudio19-dev', or: /portaudio/ }] },
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
