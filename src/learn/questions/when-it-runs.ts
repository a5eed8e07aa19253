import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { type Answer, type Asked, evidenceAt, type Maker, question, say } from './make.ts';

const build: Answer = {
  text: say`Once, while the image is built`,
  why: say`RUN is executed by the build, and the layer keeps the files that it leaves behind.`,
};
const start: Answer = {
  text: say`Each time a container starts`,
  why: say`CMD and ENTRYPOINT are stored with the image and executed at the start of every container.`,
};
const push: Answer = {
  text: say`When the image is pushed to a registry`,
  why: say`Pushing copies finished layers; no instruction is executed by it.`,
};
const scale: Answer = {
  text: say`When Kubernetes adds a node to the cluster`,
  why: say`A new node pulls images; what it starts is decided by pods, and instructions run at build or start.`,
};

/** Asks when an install and the start command of the last stage run. */
export const whenItRuns: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const instructions = finalStage(file.stages)?.instructions ?? [];
    const install = instructions.find(
      (each) => each.keyword === 'RUN' && each.script.commands.some(pipInstall),
    );
    const command = instructions.findLast(
      (each) => each.keyword === 'CMD' || each.keyword === 'ENTRYPOINT',
    );
    if (install)
      yield ask(asked, file.path, install, 'run-build-time', 'build-time', build, [
        start,
        push,
        scale,
      ]);
    if (command)
      yield ask(asked, file.path, command, 'cmd-entrypoint', 'cmd-starts', start, [
        build,
        push,
        scale,
      ]);
  }
};

const ask = (
  asked: Asked,
  path: string,
  { span, word }: Instruction,
  concept: 'run-build-time' | 'cmd-entrypoint',
  fact: string,
  right: Answer,
  wrong: readonly Answer[],
) => {
  const evidence = evidenceAt(asked, path, span);
  return question({
    maker: 'when-it-runs',
    concept,
    fact,
    difficulty: 1,
    stem: say`When is line ${evidence.line} of ${asked.shown(path)} executed?`,
    right,
    wrong,
    hints: [
      say`The line starts with ${word.raw.toUpperCase()}. Some instructions make layers, others are only stored with the image.`,
    ],
    evidence,
  });
};
