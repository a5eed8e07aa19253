import { dirname, type Path } from '../../text/path.ts';
import type { Needs } from './needs.ts';

/** The instructions that install what the code needs, in the order of the file; the code itself is copied between the two. */
export interface Install {
  /** A stage before the one that runs. */
  readonly stage?: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What an install is made from. */
export interface InstallAsked {
  readonly needs: Needs;
  readonly image: string;
  /** Debian packages that are needed during the build only. */
  readonly compilers: readonly string[];
  /** A distribution that nothing asks for and that starts the code. */
  readonly extra?: string;
  /** Its lock is about several projects of the directory. */
  readonly workspace: boolean;
}

// The newest releases on the day of the tables (PyPI, 2026-11-30).
const uv = 'ghcr.io/astral-sh/uv:0.13.9';
const poetry = 'poetry==2.5.1';
const pipenv = 'pipenv==2026.10.3';

/** The instruction that installs Debian packages. */
export const aptInstall = (names: readonly string[]): string =>
  [
    'RUN apt-get update \\',
    `    && apt-get install -y --no-install-recommends ${names.join(' ')} \\`,
    '    && rm -rf /var/lib/apt/lists/*',
  ].join('\n');

/** How each installer does it. */
export const installOf = (asked: InstallAsked): Install => {
  switch (asked.needs.by) {
    case 'uv':
      return fromUv(asked);
    case 'poetry':
      return inStage(
        asked,
        poetry,
        'poetry install --only main --no-root --no-interaction',
        'POETRY_VIRTUALENVS_IN_PROJECT=true',
      );
    case 'pipenv':
      return inStage(asked, pipenv, 'pipenv sync', 'PIPENV_VENV_IN_PROJECT=1');
    case 'requirements':
      return fromRequirements(asked);
    case 'project':
      return fromProject(asked);
    case 'nothing':
      return { before: extraOf(asked), after: [] };
  }
};

const first = '# The dependencies first: a change of the code does not install them again.';

const extraOf = ({ extra }: InstallAsked): readonly string[] =>
  extra === undefined
    ? []
    : [
        `# ${nameIn(extra)}, which starts the code, is not among the dependencies: better add it there and remove these lines.`,
        `RUN pip install --no-cache-dir ${extra}`,
      ];

const nameIn = (requirement: string): string => requirement.replace(/[=<>[].*$/, '');

const apt = ({ compilers }: InstallAsked): readonly string[] =>
  compilers.length > 0
    ? ['# For what has no wheel and is compiled.', aptInstall(compilers), '']
    : [];

/** `COPY` of files into the directories that they are in. */
const copyOf = (files: readonly Path[]): readonly string[] => {
  const folders = new Map<Path, Path[]>();
  for (const file of files)
    folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
  return [...folders].map(
    ([folder, all]) => `COPY ${all.join(' ')} ./${folder === '' ? '' : `${folder}/`}`,
  );
};

const fromRequirements = (asked: InstallAsked): Install => {
  const { needs } = asked;
  const [list = ''] = needs.files;
  const run = `RUN pip install --no-cache-dir -r ${list}`;
  if (needs.own) return { before: apt(asked), after: ['', run, ...extraOf(asked)] };
  return {
    before: [...apt(asked), first, ...copyOf(needs.files), run, ...extraOf(asked)],
    after: [],
  };
};

const fromUv = (asked: InstallAsked): Install => {
  const { needs, workspace } = asked;
  const sync = 'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev';
  const head = [
    ...apt(asked),
    `COPY --from=${uv} /uv /bin/`,
    'ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never',
    '',
  ];
  const path = ['ENV PATH="/app/.venv/bin:$PATH"'];
  if (workspace) return { before: head, after: [sync, ...path] };
  return {
    before: [...head, first, ...copyOf(needs.files), `${sync} --no-install-project`, ...path],
    after: needs.own ? [sync] : [],
  };
};

/** What is installed by a tool of a stage before, so that the image has what is installed and not the tool. */
const inStage = (asked: InstallAsked, tool: string, command: string, setting: string): Install => ({
  stage: [
    `FROM ${asked.image} AS build`,
    ...apt(asked),
    `RUN pip install --no-cache-dir ${tool}`,
    `ENV ${setting}`,
    'WORKDIR /app',
    ...copyOf(asked.needs.files),
    `RUN ${command}`,
    '',
  ],
  before: ['COPY --from=build /app/.venv /app/.venv', 'ENV PATH="/app/.venv/bin:$PATH"'],
  after: [],
});

const fromProject = (asked: InstallAsked): Install => {
  const { needs } = asked;
  if (!needs.listed)
    return {
      before: apt(asked),
      after: ['', 'RUN pip install --no-cache-dir .', ...extraOf(asked)],
    };
  return {
    before: [
      ...apt(asked),
      `COPY --from=${uv} /uv /bin/`,
      '',
      first,
      'COPY pyproject.toml ./',
      'RUN uv pip install --system --no-cache -r pyproject.toml',
      ...extraOf(asked),
    ],
    after: needs.own ? ['RUN uv pip install --system --no-cache --no-deps .'] : [],
  };
};
