/** A distribution that a library asks for only when something of it is used; its own requirements do not name it. */
export interface ImplicitNeed {
  /** The module of the library that the file imports, or one below it. */
  readonly library: string;
  /** The use, in code without strings, as one group: `UploadFile`, `pd.read_parquet`. */
  readonly use: RegExp;
  /** Distributions of which any is enough; the first is the usual one. */
  readonly needs: readonly string[];
  /** What Python prints without it. */
  readonly error: string;
  /** Whether that ends the start of the container, or only the call. */
  readonly when: 'start' | 'call';
}

// Each row is checked by installing, with src/build/refresh/implicit-needs.py (2026-11-30).
/** What libraries ask for without requiring it. */
export const implicitNeeds: readonly ImplicitNeed[] = [
  {
    library: 'fastapi',
    use: /:[ \t]*(?:[\w.]+\[)*(UploadFile)\b|=[ \t]*(Form|File)[ \t]*\(|\b(OAuth2PasswordRequestForm)[ \t]*=/,
    needs: ['python-multipart', 'multipart'],
    error: 'RuntimeError: Form data requires "python-multipart" to be installed.',
    when: 'start',
  },
  {
    library: 'fastapi',
    use: /\b(Jinja2Templates)[ \t]*\(/,
    needs: ['jinja2'],
    error: 'ImportError: jinja2 must be installed to use Jinja2Templates',
    when: 'start',
  },
  {
    library: 'starlette',
    use: /\b(SessionMiddleware)\b/,
    needs: ['itsdangerous'],
    error: "ModuleNotFoundError: No module named 'itsdangerous'",
    when: 'start',
  },
  {
    library: 'pydantic',
    use: /:[ \t]*(?:[\w.]+\[)*(EmailStr|NameEmail)\b/,
    needs: ['email-validator'],
    error: 'ImportError: email-validator is not installed',
    when: 'start',
  },
  {
    library: 'pandas',
    use: /\b((?:pd|pandas)\.read_parquet)[ \t]*\(/,
    needs: ['pyarrow', 'fastparquet'],
    error: "ImportError: Unable to find a usable engine; tried using: 'pyarrow', 'fastparquet'.",
    when: 'call',
  },
  {
    library: 'pandas',
    use: /\b((?:pd|pandas)\.read_excel)[ \t]*\(/,
    needs: ['openpyxl', 'xlrd', 'python-calamine', 'pyxlsb', 'odfpy'],
    error: 'ImportError.',
    when: 'call',
  },
  {
    library: 'pandas',
    use: /\b((?:pd|pandas)\.read_hdf)[ \t]*\(/,
    needs: ['tables'],
    error: 'ImportError.',
    when: 'call',
  },
];

/** Libraries whose objects are usually pickled, by the module that unpickling imports. */
export const pickledLibraries: Readonly<Record<string, string>> = {
  sklearn: 'scikit-learn',
  xgboost: 'xgboost',
  lightgbm: 'lightgbm',
  catboost: 'catboost',
  imblearn: 'imbalanced-learn',
  statsmodels: 'statsmodels',
  prophet: 'prophet',
};
