import { baseImage } from '../../data/base-images.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { evidenceAt, type Maker, question, say } from './make.ts';

const otherSources = /^(?:conda|mamba|micromamba|pyenv|uv|apk|apt|apt-get|pixi)$/;

/** Whether a command may bring another interpreter. */
const bringsAnother = (stage: Stage): boolean =>
  lineage(stage)
    .flatMap(({ instructions }) => instructions)
    .some(
      (each) =>
        each.keyword === 'RUN' &&
        each.script.commands.some(
          ({ name, words }) =>
            otherSources.test(name) &&
            words.some(({ text }) => /python|conda|create|pyenv/.test(text)),
        ),
    );

/** Asks which Python the image of a Dockerfile brings, where the tag of its base says so. */
export const pythonVersion: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const stage = finalStage(file.stages);
    const image = stage && rootImage(stage);
    const version = image && baseImage(image)?.python;
    const from = stage && lineage(stage).at(-1)?.from;
    if (!stage || !image || !version || !from || bringsAnother(stage)) continue;
    const minor = Number(version.slice(2));
    yield question({
      maker: 'python-version',
      concept: 'from-base-image',
      fact: 'read-the-tag',
      difficulty: 1,
      stem: say`Which Python runs in a container of the image that ${asked.shown(file.path)} builds?`,
      right: {
        text: say`${`Python ${version}`}`,
        why: say`The tag of ${image.text} names it, and no instruction installs another.`,
      },
      wrong: [
        {
          text: say`${`Python 3.${minor - 1}`}`,
          why: say`No line names this version: the base image is ${image.text}.`,
        },
        {
          text: say`The Python of the machine that builds the image`,
          why: say`A container uses the files of its image; what is installed on the host plays no part.`,
        },
        {
          text: say`The newest Python at the time the container starts`,
          why: say`Nothing is installed at the start: the interpreter is in the image since it was built.`,
        },
      ],
      hints: [say`Look at the base image of the last stage: its tag says more than its name.`],
      evidence: evidenceAt(asked, file.path, from.span),
    });
  }
};
