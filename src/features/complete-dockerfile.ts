import { buildContext } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { pythonOf } from '../project/stage-base.ts';
import { flagsOf } from '../syntax/dockerfile/check.ts';
import { keywords } from '../syntax/dockerfile/instruction.ts';
import { dirname, relativeTo } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { completeRequirement, typedInRun } from './complete-requirements.ts';
import {
  commentItems,
  flagValues,
  imageItems,
  mountItems,
  operandItems,
} from './complete-words.ts';
import { flagDocs, instructionDocs, isCommonFlag } from './instruction-docs.ts';

/** Something that can be typed. */
export interface Completion {
  readonly label: string;
  readonly kind: 'keyword' | 'flag' | 'value' | 'field' | 'file';
  readonly replaces: Span;
  readonly detail?: string;
  readonly markdown?: string;
  /** Other extensions for such files offer it too. */
  readonly common?: true;
  /** What is inserted, with VS Code's `$1` and `${1:text}` places; the label when missing. */
  readonly snippet?: string;
}

const snippets: Readonly<Record<string, string>> = {
  FROM: 'FROM ${1:python:3.12-slim-bookworm}',
  COPY: 'COPY ${1:source} ${2:./}',
  ADD: 'ADD ${1:source} ${2:./}',
  CMD: 'CMD ["$1"]',
  ENTRYPOINT: 'ENTRYPOINT ["$1"]',
  EXPOSE: 'EXPOSE ${1:8000}',
  WORKDIR: 'WORKDIR /${1:app}',
  USER: 'USER ${1:10001}',
  ENV: 'ENV ${1:NAME}=${2:value}',
  ARG: 'ARG ${1:NAME}=${2:default}',
  SHELL: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  HEALTHCHECK: 'HEALTHCHECK CMD $1',
};

/** What can be typed at an offset of a Dockerfile: instructions, flags, stages, variables, files of the context. */
export const completeDockerfile = (
  file: DockerfileIn,
  offset: number,
  project: Project,
): readonly Completion[] => {
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const word = /[^\s=,]*$/.exec(before)?.[0] ?? '';
  const replaces: Span = [offset - word.length, offset];
  const comment = commentItems(before, offset, text.slice(0, lineStart));
  if (comment) return comment;
  const continued = /\\[ \t]*\r?\n$/.test(text.slice(0, lineStart));
  if (!continued && /^[ \t]*[A-Za-z]*$/.test(before)) return keywordItems(replaces);
  const keyword = keywordAt(file, offset);
  const mount = /--mount=(\S*)$/.exec(before)?.[1];
  if (mount !== undefined) return mountItems(file, mount, offset);
  const value = /--(\w[\w-]*)=(\S*)$/.exec(before);
  if (value?.[1] && value[1] !== 'from')
    return flagValues(keyword, value[1], [offset - (value[2]?.length ?? 0), offset]);
  if (word.startsWith('--')) return flagItems(keyword, replaces);
  const stage = file.stages.findLast(({ from }) => from.span[0] < offset);
  if (/--from=\S*$/.test(before))
    return names(file, stage?.index ?? 0, replaces).map((each) => ({ ...each, common: true }));
  if (keyword === 'FROM') {
    const own = names(file, file.stages.length - (stage ? 1 : 0), replaces);
    return /FROM\s+(?:--\S+\s+)*\S*$/i.test(before)
      ? [...own, ...imageItems(before, offset, project)]
      : [];
  }
  if (/\$\{?\w*$/.test(before)) return variables(file, offset);
  if (keyword === 'COPY' || keyword === 'ADD') return files(file, word, replaces, project);
  if (keyword === 'RUN') return packagesIn(file, offset, project);
  return operandItems(keyword, file, replaces, project);
};

/** What can be typed after `pip install`. */
const packagesIn = (
  file: DockerfileIn,
  offset: number,
  { packages }: Project,
): readonly Completion[] => {
  const run = file.instructions.findLast(({ span }) => span[0] < offset);
  const before = run && typedInRun(file.text.slice(run.span[0], offset));
  if (!packages || before === undefined) return [];
  const stage = file.stages.findLast(({ from }) => from.span[0] < offset);
  const python = stage && pythonOf(stage);
  return completeRequirement({ before, offset, python }, packages);
};

const keywordAt = ({ instructions }: DockerfileIn, offset: number): string =>
  instructions.findLast(({ span }) => span[0] < offset)?.keyword ?? '';

const keywordItems = (replaces: Span): readonly Completion[] =>
  keywords
    .filter((name) => name !== 'MAINTAINER')
    .map((label) => ({
      label,
      kind: 'keyword',
      common: true,
      replaces,
      snippet: snippets[label] ?? `${label} $0`,
      markdown: instructionDocs[label] ?? '',
    }));

const flagItems = (keyword: string, replaces: Span): readonly Completion[] =>
  (flagsOf[keyword] ?? []).map((name) => ({
    label: `--${name}`,
    kind: 'flag',
    replaces,
    snippet:
      name === 'link' || name === 'parents'
        ? `--${name} `
        : name === 'mount'
          ? '--mount=type=${1|cache,secret,bind,ssh,tmpfs|},target=$2 '
          : `--${name}=`,
    markdown: flagDocs[keyword]?.[name] ?? '',
    ...(isCommonFlag(keyword, name) ? { common: true } : {}),
  }));

const names = ({ stages }: DockerfileIn, before: number, replaces: Span): readonly Completion[] =>
  stages.slice(0, before).flatMap(({ from }) =>
    from.name
      ? [
          {
            label: from.name.text,
            kind: 'value' as const,
            replaces,
            detail: `stage from ${from.image?.text ?? ''}`,
          },
        ]
      : [],
  );

const variables = (file: DockerfileIn, offset: number): readonly Completion[] => {
  const start = file.text.lastIndexOf('$', offset - 1) + 1;
  const brace = file.text[start] === '{' ? 1 : 0;
  const declared = file.instructions
    .filter(({ span }) => span[0] < offset)
    .flatMap((each) =>
      each.keyword === 'ARG' || each.keyword === 'ENV'
        ? each.pairs.map(({ key }) => ({ name: key.text, from: each.keyword }))
        : [],
    );
  const unique = new Map(declared.map((each) => [each.name, each.from]));
  return [...unique].map(([label, from]) => ({
    label,
    kind: 'value',
    common: true,
    replaces: [start + brace, offset],
    detail: from,
  }));
};

const files = (
  file: DockerfileIn,
  word: string,
  replaces: Span,
  project: Project,
): readonly Completion[] => {
  const { folder } = buildContext(file, project);
  const inside = word.slice(0, word.lastIndexOf('/') + 1).replace(/^\.\//, '');
  const base = [folder, dirname(`${inside}x`)].filter(Boolean).join('/');
  const entries = new Map<string, boolean>();
  for (const path of project.under(base)) {
    const [first, ...rest] = (relativeTo(base, path) ?? '').split('/');
    if (first && path !== file.path)
      entries.set(first, rest.length > 0 || entries.get(first) === true);
  }
  const at: Span = [replaces[1] - (word.length - word.lastIndexOf('/') - 1), replaces[1]];
  return [...entries].slice(0, 200).map(([name, isFolder]) => ({
    label: isFolder ? `${name}/` : name,
    kind: 'file',
    replaces: at,
  }));
};
