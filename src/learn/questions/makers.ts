import type { ProjectIndex } from '../../project/index.ts';
import type { Path } from '../../text/path.ts';
import { firstRebuilt } from './first-rebuilt.ts';
import type { Asked, Maker } from './make.ts';
import { portChain } from './port-chain.ts';
import { pythonVersion } from './python-version.ts';
import type { GeneratedQuestion } from './question.ts';
import { startingUser } from './starting-user.ts';
import { whenItRuns } from './when-it-runs.ts';

const makers: readonly Maker[] = [whenItRuns, pythonVersion, firstRebuilt, startingUser, portChain];

const mostDockerfiles = 20;

/** Questions about the project's own files, with keys from the analysis. */
export const askProject = (
  index: ProjectIndex,
  shown: (path: Path) => string,
): readonly GeneratedQuestion[] => {
  const dockerfiles = index.paths().flatMap((path) => {
    const model = index.model(path);
    return model?.kind === 'dockerfile' ? [model.file] : [];
  });
  const asked: Asked = {
    project: index.view(() => undefined),
    dockerfiles: dockerfiles.slice(0, mostDockerfiles),
    text: (path) => index.text(path) ?? '',
    shown,
  };
  return numbered(makers.flatMap((maker) => [...maker(asked)]));
};

/** Questions about lines that stand twice in a file are told apart by their order. */
const numbered = (questions: readonly GeneratedQuestion[]): readonly GeneratedQuestion[] => {
  const counts = new Map<string, number>();
  return questions.map((each) => {
    const count = (counts.get(each.id) ?? 0) + 1;
    counts.set(each.id, count);
    return count === 1 ? each : { ...each, id: `${each.id}-${count}` };
  });
};
