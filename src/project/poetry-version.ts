import type { Dockerfile, Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import { resolve, runsIn } from '../syntax/dockerfile/state.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { pythonOf } from './stage-base.ts';

/** Whether pip installs Poetry 2 or later for a stage: by its version, or as the newest one where Python is 3.9 or later. */
export const isPoetryTwo = (file: Dockerfile, stage: Stage): boolean => {
  const minor = Number(/^3\.(\d+)/.exec(pythonOf(stage) ?? '')?.[1]);
  const versions = lineage(stage).flatMap((each) =>
    runsIn(file, each).flatMap(({ run, state }) =>
      run.script.commands.flatMap((command) =>
        (pipInstall(command)?.packages ?? [])
          .filter(({ name }) => name === 'poetry')
          .map(({ version, word }) =>
            word.dynamic ? (resolve(word, state) ?? '?').replace(/^[^=<>~!]*/, '') : version,
          ),
      ),
    ),
  );
  const [version, more] = versions;
  if (version === undefined || more !== undefined) return false;
  return version === '' ? minor >= 9 : /^(?:==|>=|~=|>)\s*[2-9]/.test(version);
};
