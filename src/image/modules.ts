import type { DockerfileIn, Project } from '../project/project.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import { type State, variableIn } from '../syntax/dockerfile/state.ts';
import type { Command } from '../syntax/shell/model.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { launched } from '../syntax/shell/program.ts';
import { commandsWithin } from './called.ts';

/** The entries of PYTHONPATH, none where it is not set; undefined when its value is not known. */
export const pythonPath = (state: State): readonly string[] | undefined => {
  const path = variableIn(state, 'PYTHONPATH');
  if (path && path.value === null) return undefined;
  return path?.value?.split(':').filter((each) => each !== '') ?? [];
};

/** The command of a stage, or of one that it starts from, that may install the project's own code as a package; undefined when none does. */
export const installsProject = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Command | undefined => {
  const within = commandsWithin(file, project);
  for (const each of file.stages.slice(0, stage.index + 1)) {
    if (!lineage(stage).includes(each) && !isCopied(file, stage)) continue;
    for (const instruction of each.instructions) {
      if (instruction.keyword !== 'RUN') continue;
      const found = within(instruction).map(launched).find(mayInstall);
      if (found) return found;
    }
  }
  return undefined;
};

const isCopied = ({ stages }: DockerfileIn, stage: Stage): boolean =>
  stages
    .slice(0, stage.index + 1)
    .some(({ instructions }) =>
      instructions.some((each) => each.keyword === 'COPY' && each.from !== undefined),
    );

const installers =
  /^(?:poetry|pdm|hatch|pipenv|flit|conda|mamba|micromamba|pixi|rye|make|just|task)$/;

const mayInstall = (command: Command): boolean => {
  const { name, words } = command;
  if (installers.test(name)) return true;
  if (name === 'uv')
    return words[1]?.text !== 'venv' && words[1]?.text !== 'pip' ? true : opaque(command);
  if (/setup\.py$/.test(words[1]?.text ?? '')) return true;
  return opaque(command);
};

const opaque = (command: Command): boolean => {
  const install = pipInstall(command);
  return install !== undefined && install.opaque.length > 0;
};
