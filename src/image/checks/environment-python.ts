import type { DockerfileIn, Project } from '../../project/project.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Copy, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, stageNamed } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve, statesOf, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { addedToPath, environmentsOf, startsFrom } from './moved-environment.ts';

/** A virtual environment that is copied without the Python that uv put into its stage. */
export interface WithoutPython {
  readonly copy: Copy;
  readonly environment: string;
  /** The word that names the program that is started. */
  readonly program: Word;
  /** The command that installs the Python. */
  readonly install: Command;
}

/** Where uv keeps the Pythons that it installs for root. */
export const pythonsOfUv = '/root/.local/share/uv/python';

/** The environment of whose Python a stage has only a link; undefined when there is none, or that is not known. */
export const withoutPython = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): WithoutPython | undefined => {
  const start = startCommand(stage);
  const [program] = start?.words ?? [];
  const first = start?.from[0];
  const direct = first?.words[0] === program || first?.form === 'shell';
  if (!program || !direct || nameOf(program) === 'uv') return undefined;
  if (!lineage(stage).every(bringsNoPython)) return undefined;
  const state = finalState(file, stage);
  const path = lineage(stage).flatMap((each) => addedToPath(file, each));
  for (const { instruction: copy, state: before } of statesOf(file, stage)) {
    if (copy.keyword !== 'COPY' || !copy.from) continue;
    const other = stageNamed(file.stages.slice(0, stage.index), resolve(copy.from, before) ?? '');
    const install = other && installOf(file, other);
    if (!other || !install || isInLineage(other, stage)) continue;
    for (const { to } of environmentsOf(file, other, project, copy, before))
      if (startsFrom(program, `${to}/bin`, state, path))
        return { copy, environment: to, program, install };
  }
  return undefined;
};

const isInLineage = (one: Stage, stage: Stage): boolean => lineage(stage).includes(one);

/** Whether nothing in a stage may put a Python of uv where it was, or another below the environment. */
const bringsNoPython = ({ instructions }: Stage): boolean =>
  instructions.every((each) => {
    if (each.keyword === 'RUN')
      return (
        !each.script.broken &&
        each.script.commands.every(
          ({ name }) => !/^(?:uvx?|ln|sh|bash|curl|wget|tar|python[\d.]*)$|\.sh$/.test(name),
        )
      );
    if (each.keyword !== 'COPY' && each.keyword !== 'ADD') return true;
    const words = [...each.sources, ...(each.target ? [each.target] : [])];
    return words.every(
      ({ dynamic, text }) => !dynamic && !/^\/(?:root(?:\/|$)|$)|\.local|uv\/python/.test(text),
    );
  });

/** The command by which uv installs the Python that the environments of a stage are made on, all of which uv makes. */
const installOf = (file: DockerfileIn, stage: Stage): Command | undefined => {
  const state = finalState(file, stage);
  if (state.user || state.baseUser || /UV_PYTHON|XDG_DATA_HOME|UV_MANAGED|UV_NO_/.test(file.text))
    return undefined;
  if (variableIn(state, 'HOME')) return undefined;
  const commands = lineage(stage)
    .toReversed()
    .flatMap(({ instructions }) =>
      instructions.flatMap((each) => (each.keyword === 'RUN' ? each.script.commands : [])),
    );
  const at = commands.findIndex(({ words }) => verbsOf(words) === 'uv python install');
  const install = commands[at];
  const makers = commands.filter(
    ({ name, words }) =>
      /^uv (?:venv|sync)/.test(verbsOf(words)) ||
      /^virtualenv$/.test(name) ||
      words.some(({ text }) => text === 'venv' || text === 'virtualenv'),
  );
  const plain = makers.every(
    (each) =>
      commands.indexOf(each) > at &&
      each.name === 'uv' &&
      each.words.every(
        ({ dynamic, text }, i) =>
          text !== '--no-managed-python' &&
          text !== '--system' &&
          !/^--python-preference/.test(text) &&
          !(
            /^(?:-p|--python)$/.test(each.words[i - 1]?.text ?? '') &&
            (dynamic || text.includes('/'))
          ),
      ),
  );
  const own = install?.words.some(({ text }) => /^(?:-i|--install-dir)/.test(text));
  return install && makers.length > 0 && plain && !own ? install : undefined;
};

const verbsOf = (words: readonly Word[]): string =>
  words
    .map(({ text }) => text)
    .filter((text) => !text.startsWith('-'))
    .slice(0, 3)
    .join(' ');
