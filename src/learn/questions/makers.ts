import type { ProjectIndex } from '../../project/index.ts';
import type { Path } from '../../text/path.ts';
import { arrivingPort } from './arriving-port.ts';
import { autoscalerBounds } from './autoscaler-bounds.ts';
import { copiedFiles } from './copied-files.ts';
import { copyingLine } from './copying-line.ts';
import { effectiveCommand } from './effective-command.ts';
import { finalContents } from './final-contents.ts';
import { firstRebuilt } from './first-rebuilt.ts';
import { gpuLimit } from './gpu-limit.ts';
import { imageField } from './image-field.ts';
import type { Asked, Maker } from './make.ts';
import { matchedPods } from './matched-pods.ts';
import { memoryCap } from './memory-cap.ts';
import { missingImport } from './missing-import.ts';
import { movingImage } from './moving-image.ts';
import { portChain } from './port-chain.ts';
import { probePath } from './probe-path.ts';
import { pythonVersion } from './python-version.ts';
import type { GeneratedQuestion } from './question.ts';
import { scalingField } from './scaling-field.ts';
import { selectingField } from './selecting-field.ts';
import { startingUser } from './starting-user.ts';
import { whatSurvives } from './what-survives.ts';
import { whenItRuns } from './when-it-runs.ts';

const makers: readonly Maker[] = [
  whenItRuns,
  pythonVersion,
  firstRebuilt,
  startingUser,
  portChain,
  copiedFiles,
  effectiveCommand,
  matchedPods,
  autoscalerBounds,
  movingImage,
  missingImport,
  finalContents,
  gpuLimit,
  probePath,
  whatSurvives,
  memoryCap,
  selectingField,
  scalingField,
  arrivingPort,
  imageField,
  copyingLine,
];

const mostDockerfiles = 20;
const mostPerFile = 3;
const fewestOptions = 3;

/** Makes questions about a project; `shown` names its files as a person sees them. */
export type AskProject = (
  index: ProjectIndex,
  shown: (path: Path) => string,
) => readonly GeneratedQuestion[];

/** Questions about the project's own files, with keys from the analysis. */
export const askProject: AskProject = (index, shown) => {
  const { dockerfiles, resources } = index.trees();
  const asked: Asked = {
    project: index.view(() => undefined),
    dockerfiles: dockerfiles.slice(0, mostDockerfiles),
    resources,
    text: (path) => index.text(path) ?? '',
    shown,
  };
  return numbered(few(makers.flatMap((maker) => [...maker(asked)])));
};

/** Questions with enough answers to choose from, a few of a maker about each file. */
const few = (questions: readonly GeneratedQuestion[]): readonly GeneratedQuestion[] => {
  const counts = new Map<string, number>();
  return questions.filter(({ maker, evidence, options }) => {
    if (options.length < fewestOptions) return false;
    const place = `${maker} ${evidence.path}`;
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count <= mostPerFile;
  });
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
