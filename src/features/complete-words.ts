import { servers } from '../data/servers.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { factsOf } from '../project/services.ts';
import { finalStage } from '../syntax/dockerfile/stages.ts';
import type { Span } from '../text/span.ts';
import type { Completion } from './complete-dockerfile.ts';
import { mountOptions, mountTypes, optionsOfType } from './mount-docs.ts';

/** What follows `--mount=` as typed so far: types, options, and the values that are known. */
export const mountItems = (
  file: DockerfileIn,
  typed: string,
  offset: number,
): readonly Completion[] => {
  const parts = typed.split(',');
  const last = parts.at(-1) ?? '';
  const equals = last.indexOf('=');
  const key = equals < 0 ? undefined : last.slice(0, equals);
  const start = offset - (last.length - equals - 1);
  const replaces: Span = equals < 0 ? [offset - last.length, offset] : [start, offset];
  const type = /(?:^|,)type=(\w+)/.exec(typed)?.[1] ?? 'bind';
  const item = (label: string, markdown = ''): Completion => ({
    label,
    kind: 'value',
    replaces,
    markdown,
  });
  switch (key) {
    case undefined:
      return [...(typed.includes('type=') ? [] : ['type']), ...(optionsOfType[type] ?? [])]
        .filter((name) => !parts.some((part) => part.startsWith(`${name}=`)))
        .map((name) => ({
          label: name,
          kind: 'flag',
          replaces,
          snippet: name === 'rw' || name === 'readonly' || name === 'required' ? name : `${name}=`,
          markdown: mountOptions[name] ?? '',
        }));
    case 'type':
      return Object.entries(mountTypes).map(([name, text]) => item(name, text));
    case 'sharing':
      return ['locked', 'shared', 'private'].map((name) => item(name));
    case 'target':
      return type === 'cache' ? cacheFolders.map(([path, text]) => item(path, text)) : [];
    case 'from':
      return file.stages.flatMap(({ from }) => (from.name ? [item(from.name.text)] : []));
    default:
      return [];
  }
};

// Where package managers keep their downloads when root runs them (their documentation, 2026-11).
const cacheFolders: readonly (readonly [string, string])[] = [
  ['/root/.cache/pip', 'pip'],
  ['/root/.cache/uv', 'uv; set UV_LINK_MODE=copy'],
  ['/var/cache/apt', 'apt, with sharing=locked'],
  ['/var/lib/apt', 'apt, with sharing=locked'],
  ['/opt/conda/pkgs', 'conda'],
  ['/root/.cache/huggingface', 'Hugging Face downloads'],
];

const values: Readonly<Record<string, readonly string[]>> = {
  'RUN network': ['none', 'default', 'host'],
  'RUN security': ['sandbox', 'insecure'],
  'FROM platform': ['linux/amd64', 'linux/arm64', '$BUILDPLATFORM', '$TARGETPLATFORM'],
  'COPY chown': ['10001:10001'],
  'ADD chown': ['10001:10001'],
  'COPY chmod': ['755', '644'],
  'ADD chmod': ['755', '644'],
};

/** The values that a flag takes. */
export const flagValues = (keyword: string, flag: string, replaces: Span): readonly Completion[] =>
  (values[`${keyword} ${flag}`] ?? []).map((label) => ({ label, kind: 'value', replaces }));

// Images that ML projects start from; the tags were current on 2026-11-22.
const images: readonly (readonly [string, string])[] = [
  ['python:3.12-slim-bookworm', 'Python 3.12 on a small Debian'],
  ['python:3.13-slim-bookworm', 'Python 3.13 on a small Debian'],
  ['python:3.12-bookworm', 'Python 3.12 with compilers'],
  ['nvidia/cuda:12.6.3-runtime-ubuntu24.04', 'CUDA 12.6 libraries'],
  ['nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04', 'CUDA 12.6 with cuDNN'],
  ['ubuntu:24.04', 'Ubuntu'],
  ['debian:bookworm-slim', 'a small Debian'],
];

/** Images that the project uses elsewhere, then common ones. */
export const imageItems = (
  before: string,
  offset: number,
  project: Project,
): readonly Completion[] => {
  const typed = /\S*$/.exec(before)?.[0] ?? '';
  const replaces: Span = [offset - typed.length, offset];
  const used = project.dockerfiles().flatMap(({ bases }) => bases);
  const own = [...new Set(used)].filter((text) => text !== typed && !text.includes('$'));
  return [
    ...own.map((label) => ({
      label,
      kind: 'value' as const,
      replaces,
      detail: 'used in this project',
    })),
    ...images
      .filter(([label]) => !own.includes(label))
      .map(([label, detail]) => ({ label, kind: 'value' as const, replaces, detail })),
  ];
};

/** What USER, EXPOSE, WORKDIR, CMD and others are given. */
export const operandItems = (
  keyword: string,
  file: DockerfileIn,
  replaces: Span,
  project: Project,
): readonly Completion[] => {
  const item = (label: string, detail: string): Completion => ({
    label,
    kind: 'value',
    replaces,
    detail,
  });
  switch (keyword) {
    case 'USER':
      return [
        item('10001', 'a user without an account'),
        ...usersMade(file).map((name) => item(name, 'made in this stage')),
      ];
    case 'EXPOSE': {
      const own = factsOf(file, project)?.server;
      const ports = [...new Set(servers.map(({ port }) => port))].sort((a, b) => a - b);
      return [
        ...(own?.port ? [item(String(own.port.value), `${own.name} of this image`)] : []),
        ...ports
          .filter((port) => port !== own?.port?.value)
          .map((port) =>
            item(
              String(port),
              servers.flatMap((each) => (each.port === port ? [each.name] : [])).join(', '),
            ),
          ),
      ];
    }
    case 'WORKDIR':
      return [item('/app', 'a folder of its own for the server')];
    case 'STOPSIGNAL':
      return ['SIGTERM', 'SIGINT', 'SIGQUIT'].map((name) => item(name, ''));
    case 'CMD':
    case 'ENTRYPOINT':
      return file.text.slice(0, replaces[0]).trimEnd().endsWith(keyword)
        ? startItems(replaces)
        : [];
    default:
      return [];
  }
};

const usersMade = ({ stages }: DockerfileIn): readonly string[] =>
  (finalStage(stages)?.instructions ?? []).flatMap((each) =>
    each.keyword === 'RUN'
      ? each.script.commands.flatMap(({ name, words }) =>
          name === 'useradd' || name === 'adduser' ? (words.at(-1)?.text ?? []) : [],
        )
      : [],
  );

const starts: readonly (readonly [string, readonly string[]])[] = [
  ['uvicorn', ['uvicorn', '${1:app:app}', '--host', '0.0.0.0', '--port', '8000']],
  ['gunicorn', ['gunicorn', '--bind', '0.0.0.0:8000', '${1:app:app}']],
  ['fastapi', ['fastapi', 'run', '${1:app.py}', '--port', '8000']],
  ['vllm', ['vllm', 'serve', '${1:model}', '--port', '8000']],
  ['mlflow', ['mlflow', 'models', 'serve', '-m', '${1:model}', '-h', '0.0.0.0', '-p', '8000']],
  ['streamlit', ['streamlit', 'run', '${1:app.py}', '--server.port', '8501']],
  ['python', ['python', '${1:train.py}']],
];

const startItems = (replaces: Span): readonly Completion[] =>
  starts.map(([label, words]) => ({
    label: `${label} …`,
    kind: 'value',
    replaces,
    snippet: `[${words.map((word) => `"${word}"`).join(', ')}]`,
    detail: words.join(' ').replace(/\$\{1:([^}]*)\}/g, '$1'),
  }));

/** Directives on the first lines, and the comments that silence findings; undefined outside of comments. */
export const commentItems = (
  before: string,
  offset: number,
  above: string,
): readonly Completion[] | undefined => {
  const typed = /^[ \t]*#[ \t]*(\S*)$/.exec(before);
  if (!typed) return /^[ \t]*#/.test(before) ? [] : undefined;
  const word = typed[1] ?? '';
  const replaces: Span = [offset - word.length, offset];
  const item = (label: string, detail: string): Completion => ({
    label,
    kind: 'keyword',
    replaces,
    detail,
  });
  // Directives count only before everything else.
  const first = /^(?:[ \t]*#[ \t]*\w+=.*\r?\n)*$/.test(above);
  return [
    ...(first
      ? [
          item('syntax=docker/dockerfile:1', 'the newest stable frontend'),
          item('check=error=true', 'build checks fail the build'),
          item('escape=`', 'for Windows paths'),
        ]
      : []),
    item('seaworthy ignore=', 'silences rules for the instruction below'),
    item('seaworthy file-ignore=', 'silences rules for the file'),
    item('hadolint ignore=', 'silences rules for the instruction below'),
  ];
};
