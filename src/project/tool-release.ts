import { compare, explain } from '@renovatebot/pep440';
import type { Dockerfile, Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import { resolve, runsIn, variableIn } from '../syntax/dockerfile/state.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { pythonOf } from './stage-base.ts';

/** A release of a tool that is written in Python. */
export interface ToolRelease {
  /** Its distribution: `poetry`. */
  readonly tool: string;
  /** The release: `2.0.0`. */
  readonly since: string;
  /** The minor version of Python 3 from which on pip takes this release or a newer one where none is asked for. */
  readonly python: number;
}

/** Poetry 2, which the newest release is on Python 3.9 and later. */
export const poetryTwo: ToolRelease = { tool: 'poetry', since: '2.0.0', python: 9 };

/** MLflow 3.5, whose server answers only requests for names that it is told (from the wheels of 3.4.0 and 3.5.0). */
export const hostCheck: ToolRelease = { tool: 'mlflow', since: '3.5.0', python: 10 };

/** Whether pip, or its own installer, brings a release of a tool or a later one to a stage: by its version, or as the newest one; false where that is not known. */
export const installsSince = (release: ToolRelease, file: Dockerfile, stage: Stage): boolean => {
  const versions = lineage(stage).flatMap((each) =>
    runsIn(file, each).flatMap(({ run, state }) =>
      run.script.commands.flatMap((command) =>
        (pipInstall(command)?.packages ?? [])
          .filter(({ name }) => name === release.tool)
          .map(({ version, word }) =>
            word.dynamic ? (resolve(word, state) ?? '?').replace(/^[^=<>~!]*/, '') : version,
          ),
      ),
    ),
  );
  const [version, more] = [...versions, ...byInstaller(release, file, stage)];
  if (version === undefined || more !== undefined) return false;
  return isSince(release, version, pythonOf(stage));
};

const installer = /install\.python-poetry\.org/;

/** The releases that Poetry's own installer brings: the newest where none is said. */
const byInstaller = ({ tool }: ToolRelease, file: Dockerfile, stage: Stage): readonly string[] =>
  tool !== 'poetry' || !installer.test(file.text)
    ? []
    : lineage(stage).flatMap((each) =>
        runsIn(file, each).flatMap(({ run, state }) => {
          const text = file.text.slice(...run.span);
          if (!installer.test(text)) return [];
          const set = variableIn(state, 'POETRY_VERSION');
          const [, said = set?.value ?? undefined] =
            /(?:POETRY_VERSION=|--version[ =])["']?([\d.]+)/.exec(text) ?? [];
          const open = set !== undefined || /POETRY_VERSION|--(?:version|git|path)\b/.test(text);
          return said === undefined ? [open ? '?' : ''] : [`==${said}`];
        }),
      );

/** Whether a requirement is of a release of a tool or a later one: `==2.1`, or empty for the newest that a Python gets. */
export const isSince = (
  { python, since }: ToolRelease,
  version: string,
  on: string | undefined,
): boolean => {
  if (version === '') return Number(/^3\.(\d+)/.exec(on ?? '')?.[1]) >= python;
  const release = /^(?:==|>=|~=|>)\s*([\w.]+)$/.exec(version)?.[1];
  return release !== undefined && explain(release) !== null && compare(release, since) >= 0;
};
