import { joinPath, type Path, relativeTo } from '../../text/path.ts';
import type { Asked, NewFile } from './asked.ts';

/** A .dockerignore for a directory; undefined where there is one. */
export const createIgnore = (folder: Path, asked: Asked): NewFile | undefined => {
  const { project } = asked;
  const path = joinPath(folder, '.dockerignore') ?? '.dockerignore';
  if (project.exists(path)) return undefined;
  const files = project.under(folder).flatMap((each) => relativeTo(folder, each) ?? []);
  const isUsed = usedBy(folder, files, asked);
  const blocks = [
    block('The data of Git, environments, and the caches of Python.', [
      '.git',
      '.venv',
      ...(files.some((each) => each.startsWith('venv/')) ? ['venv'] : []),
      '**/__pycache__',
      '**/*.pyc',
      ...present(files, ['.pytest_cache', '.mypy_cache', '.ruff_cache', '.tox', 'node_modules']),
    ]),
    block('Secrets, which an image hands to everyone who has it.', [
      '**/.env',
      '**/.env.*',
      ...(files.some((each) => /\.(?:pem|key)$/.test(each)) ? ['**/*.pem', '**/*.key'] : []),
    ]),
    block('What the running code does not read.', [
      'Dockerfile*',
      '.dockerignore',
      ...composeIn(files),
      ...present(files, needless).filter((name) => !isUsed(name) && !holdsCode(files, name)),
      ...(files.some((each) => each.endsWith('.ipynb'))
        ? ['**/*.ipynb', '**/.ipynb_checkpoints']
        : []),
    ]),
  ];
  return { path, text: `${blocks.join('\n\n')}\n` };
};

const block = (title: string, lines: readonly string[]): string =>
  [`# ${title}`, ...lines].join('\n');

/** Directories of a project that a running container seldom has a use for. */
const needless = [
  ...[
    '.github',
    '.gitlab',
    '.circleci',
    '.vscode',
    '.idea',
    '.devcontainer',
    '.dvc/cache',
    '.dvc/tmp',
  ],
  ...['tests', 'test', 'docs', 'notebooks', 'notebook', 'examples', 'data', 'dataset', 'datasets'],
  ...[
    'mlruns',
    'mlartifacts',
    'wandb',
    'lightning_logs',
    'runs',
    'outputs',
    'logs',
    'k8s',
    'kubernetes',
    'terraform',
  ],
];

/** Code of these is for people, tests or documentation; that of others may be what starts. */
const neverStarts = /^(?:tests?|docs|notebooks?|examples|\.)/;

const holdsCode = (files: readonly Path[], name: string): boolean =>
  !neverStarts.test(name) &&
  files.some((each) => each.startsWith(`${name}/`) && each.endsWith('.py'));

const present = (files: readonly Path[], names: readonly string[]): readonly string[] =>
  names.filter((name) => files.some((each) => each.startsWith(`${name}/`)));

const composeIn = (files: readonly Path[]): readonly string[] =>
  files.filter((each) => /^(?:docker-)?compose[^/]*\.ya?ml$/.test(each));

/** Tells whether code or settings of a directory name one of its directories. */
const usedBy = (
  folder: Path,
  files: readonly Path[],
  { text }: Asked,
): ((name: string) => boolean) => {
  const reading = files.filter(
    (each) =>
      /\.(?:py|toml|cfg|ya?ml|sh|env)$/.test(each) &&
      !/^(?:tests?|docs|notebooks?|examples|k8s|kubernetes|terraform|\.[^/]+)\//.test(each) &&
      !/^(?:docker-)?compose/.test(each),
  );
  const texts = reading.map((each) => text(joinPath(folder, each) ?? each) ?? '');
  return (name) => {
    const word = name.replace(/[.]/g, '\\.');
    const literal = new RegExp(
      `["'\`/]\\.{0,2}/?${word}(?:["'\`/]|$)|\\b(?:from|import)[ \\t]+${word}\\b`,
      'm',
    );
    return texts.some((each) => literal.test(each));
  };
};
