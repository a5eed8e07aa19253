import type { DockerfileIn } from '../../project/project.ts';
import type { Copy, Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, sourceStage } from '../../syntax/dockerfile/stages.ts';
import { inImage, resolve, type State, statesOf } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { baseName } from '../copying.ts';

/** A command of a build that writes a requirements file from the lock file of a project, and where it runs. */
export interface Export {
  readonly command: Command;
  readonly run: Run;
  readonly state: State;
  readonly stage: Stage;
}

const verbs: Readonly<Record<string, string>> = {
  uv: 'export',
  poetry: 'export',
  pipenv: 'requirements',
};

/** The file that `uv export`, `poetry export` or `pipenv requirements` writes; undefined for another command, and where that is not known. */
export const exportTarget = (command: Command, run: Run): Word | undefined => {
  const { name, words } = launched(command);
  if (!Object.hasOwn(verbs, name) || words[1]?.text !== verbs[name]) return undefined;
  const moves = run.script.commands.some((each) => /^(?:cd|pushd)$/.test(each.name));
  if (moves || command.feeds || command.writes.length > 1) return undefined;
  const flag = words.findIndex(({ text }) => /^(?:-o|--output(?:-file)?)$/.test(text));
  return flag > 0 ? words[flag + 1] : command.writes[0];
};

/** The command that writes the file at a path of a stage, the last before a command of a RUN or before its end. */
export const exportOf = (
  path: string,
  file: DockerfileIn,
  stage: Stage,
  before?: { readonly run: Run; readonly command: Command },
  depth = 0,
): Export | undefined => {
  if (depth > 8 || !/export|pipenv/.test(file.text)) return undefined;
  const moments = lineage(stage).flatMap((each) =>
    statesOf(file, each)
      .map((moment) => ({ ...moment, stage: each }))
      .toReversed(),
  );
  const first = before ? moments.findIndex(({ instruction }) => instruction === before.run) : 0;
  for (const moment of moments.slice(Math.max(first, 0))) {
    const { instruction, state } = moment;
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const source = copiedTo(path, instruction, state);
      if (source === undefined) continue;
      const from = instruction.keyword === 'COPY' ? instruction.from : undefined;
      const other = from && sourceStage(file, moment.stage, from.text);
      return other && exportOf(source, file, other, undefined, depth + 1);
    }
    const found = writtenIn(instruction, path, state, before);
    if (found) return { ...found, state, stage: moment.stage };
  }
  return undefined;
};

/** The last command of a RUN that exports to a path. */
const writtenIn = (
  run: Instruction,
  path: string,
  state: State,
  before: { readonly run: Run; readonly command: Command } | undefined,
): Pick<Export, 'command' | 'run'> | undefined => {
  if (run.keyword !== 'RUN') return undefined;
  const { commands } = run.script;
  const end = before?.run === run ? commands.indexOf(before.command) : commands.length;
  const command = commands.slice(0, end).findLast((each) => {
    const target = exportTarget(each, run);
    const text = target && resolve(target, state);
    return text !== undefined && inImage(state, text) === path;
  });
  return command && { command, run };
};

/** The path of which a COPY makes the one in the image; undefined where it does not name it. */
const copiedTo = (
  path: string,
  { sources, target }: Pick<Copy, 'sources' | 'target'>,
  state: State,
): string | undefined => {
  const text = target && resolve(target, state);
  const to = text === undefined ? undefined : inImage(state, text);
  if (text === undefined || to === undefined) return undefined;
  for (const { dynamic, text: source } of sources) {
    if (dynamic) continue;
    const name = baseName(source);
    const folder = to.replace(/\/+$/, '');
    const inside = /(?:^|\/)\.{0,2}$/.test(text) || sources.length > 1 || folder !== path;
    if ((inside ? `${folder}/${name}` : folder) === path) return `/${source.replace(/^\/+/, '')}`;
  }
  return undefined;
};
