import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandsWithin } from '../../image/called.ts';
import { filesAt } from '../../image/files.ts';
import type { Installs } from '../../image/installs/installed.ts';
import { isProjectInstall } from '../../image/installs/project-installs.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, sourceStage } from '../../syntax/dockerfile/stages.ts';
import { inImage, resolve, runsIn, type State } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { type PipInstall, pipInstall } from '../../syntax/shell/pip.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';

/** What one command of a Dockerfile asks an installer for. */
export type Asked =
  | {
      readonly by: 'lines';
      readonly lines: readonly string[];
      readonly constraints: readonly string[];
      readonly alone: boolean;
    }
  /** `uv sync` of a directory with a lock file. */
  | { readonly by: 'lock'; readonly folder: string; readonly flags: readonly string[] }
  /** As the engine reads the project's file, where reading it otherwise would run it. */
  | { readonly by: 'reading'; readonly lines: readonly string[] };

/** What the commands of a stage, and of those that it copies packages from, install, in their order; `root` is the project on the disk. */
export const askedBy = (
  file: DockerfileIn,
  stage: Stage,
  installs: Installs,
  project: Project,
  root: string,
): readonly Asked[] => {
  const commands = commandsWithin(file, project);
  const readings = readingsOf(installs, file);
  return stagesBehind(file, stage).flatMap((each) => {
    return runsIn(file, each).flatMap(({ run, state }) =>
      commands(run).flatMap((command): readonly Asked[] => {
        if (isProjectInstall(command)) return ofProject(command, readings, root);
        const install = pipInstall(command);
        if (!install) return [];
        const at = (word: Word): string | undefined =>
          pathOf(word, state, filesAt(file, each, project, run), root);
        const own = install.opaque.length > 0 ? readings : [];
        return [...own.map(({ lines }) => ({ by: 'reading' as const, lines })), ofPip(install, at)];
      }),
    );
  });
};

const pathOf = (
  word: Word,
  state: State,
  at: (path: string) => string | undefined,
  root: string,
): string | undefined => {
  const text = resolve(word, state);
  const path = text === undefined ? undefined : inImage(state, text);
  const source = path === undefined ? undefined : at(path);
  return source === undefined ? undefined : join(root, source);
};

/** The stages of a lineage, the lowest first, each behind those that its copies take packages from. */
const stagesBehind = (
  file: DockerfileIn,
  stage: Stage,
  seen: Set<Stage> = new Set(),
): readonly Stage[] =>
  lineage(stage)
    .toReversed()
    .flatMap((each) => {
      if (seen.has(each)) return [];
      seen.add(each);
      const sources = each.instructions.flatMap((copy) => {
        const packages =
          copy.keyword === 'COPY' &&
          copy.from &&
          copy.sources.some(({ text }) =>
            /packages|env|local|^\/(?:usr|opt|install|root)/.test(text),
          );
        return packages ? (sourceStage(file, each, copy.from?.text ?? '') ?? []) : [];
      });
      return [...sources.flatMap((source) => stagesBehind(file, source, seen)), each];
    });

const ofPip = (install: PipInstall, at: (word: Word) => string | undefined): Asked => ({
  by: 'lines',
  lines: [
    ...install.packages.map(({ word }) => withoutLocal(word.text)),
    ...install.requirements.flatMap((word) => linesIn(at(word))),
  ],
  constraints: install.constraints.flatMap((word) => linesIn(at(word))),
  alone: install.options.options.has('--no-deps'),
});

/** The requirements of a file and of those that it includes, without where pip looks for them: this machine asks only PyPI. */
const linesIn = (path: string | undefined): readonly string[] => {
  if (path === undefined || !existsSync(path)) return [];
  const text = readFileSync(path, 'utf8').replace(/\\\r?\n/g, ' ');
  return text.split(/\r?\n/).flatMap((line) => {
    const trimmed = line.replace(/(?:^|\s)#.*$/, '').trim();
    const include = /^(?:-r|--requirement)[\s=]*(\S+)/.exec(trimmed)?.[1];
    if (include !== undefined) return linesIn(join(dirname(path), include));
    return trimmed === '' || /^[-.]/.test(trimmed)
      ? []
      : [withoutLocal(trimmed.replace(/\s--hash.*$/, ''))];
  });
};

/** `torch==2.4.0+cpu` is on an index of its own; PyPI has 2.4.0. */
const withoutLocal = (line: string): string => line.replace(/(==[\d.]+)\+\w+/, '$1');

interface Reading {
  readonly file: string;
  readonly lines: readonly string[];
}

/** What the engine reads from each file of a project. */
const readingsOf = ({ python }: Installs, { path }: DockerfileIn): readonly Reading[] => {
  const files = new Map<string, string[]>();
  for (const { extras, file, name, pip, version } of python) {
    if (pip || file === path) continue;
    const lines = files.get(file) ?? [];
    files.set(file, lines);
    lines.push(`${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${version}`);
  }
  return [...files].map(([file, lines]) => ({ file, lines }));
};

const ofProject = (
  command: Command,
  readings: readonly Reading[],
  root: string,
): readonly Asked[] => {
  const { name, words } = launched(command);
  const flags = words.map(({ text }) => text).slice(2);
  return readings.map(({ file, lines }): Asked => {
    const folder = join(root, dirname(file));
    return name === 'uv' && existsSync(join(folder, 'uv.lock'))
      ? { by: 'lock', folder, flags: exported(flags) }
      : { by: 'reading', lines };
  });
};

/** The words of `uv sync` that choose what is installed. */
const exported = (flags: readonly string[]): readonly string[] =>
  flags.filter(
    (flag, i) =>
      /^--(?:no-dev|only-dev|all-extras|all-groups|no-default-groups)$/.test(flag) ||
      /^--(?:(?:only-|no-)?group|extra)(?:=|$)/.test(flag) ||
      /^--(?:(?:only-|no-)?group|extra)$/.test(flags[i - 1] ?? ''),
  );
