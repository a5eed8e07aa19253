import { cudaOfImage, isCudaImage } from '../../data/cuda.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { splitOptions } from '../../syntax/shell/options.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import type { Rule } from '../rule.ts';
import docs from './redundant-cuda-install.md' with { type: 'text' };

const rule: Rule = {
  id: 'redundant-cuda-install',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'none',
  about: ['apt-get', 'apt', 'aptitude', 'yum', 'dnf', 'microdnf', 'conda', 'mamba', 'micromamba'],
  holds: ['cuda'],

  *check({ stages }) {
    const last = finalStage(stages);
    const image = last && rootImage(last);
    // The base flavour is made to be filled with the parts that are needed.
    if (!last || !image || !isCudaImage(image) || !cudaOfImage(image)) return;
    if (!/-(?:runtime|devel)/.test(image.tag ?? '')) return;
    const inBase = /-devel/.test(image.tag ?? '') ? devel : runtime;
    for (const { instructions } of lineage(last)) {
      for (const instruction of instructions.map(triggered)) {
        if (instruction.keyword !== 'RUN') continue;
        for (const command of instruction.script.commands) {
          const word =
            managerPackages(command).find(({ text }) => inBase.test(text.replace(/=.*$/, ''))) ??
            condaPackages(command).find(({ text }) =>
              conda.test(text.replace(/^.*::/, '').replace(/[=<>].*$/, '')),
            );
          if (!word || word.dynamic) continue;
          yield {
            at: word.span,
            message: `${word.text} brings CUDA once more, several gigabytes; ${image.text} has it already.`,
          };
        }
      }
    }
  },
};
export default rule;

const runtime = /^(?:nvidia-cuda-toolkit|cuda(?:-\d+-\d+)?|cuda-(?:runtime|libraries)-\d+-\d+)$/;
const devel =
  /^(?:nvidia-cuda-toolkit|cuda(?:-\d+-\d+)?|cuda-(?:runtime|libraries|libraries-dev|toolkit|compiler|nvcc)(?:-\d+(?:-\d+)?)?)$/;
const conda = /^(?:cudatoolkit|cudatoolkit-dev|cuda-toolkit|cuda|cuda-runtime|pytorch-cuda)$/;

const managerPackages = (command: Command): readonly Word[] => {
  const call = managerCall(command);
  return call?.installs ? call.packages : [];
};

const valued: ReadonlySet<string> = new Set(['-c', '--channel', '-n', '--name', '-p', '--prefix']);

const condaPackages = (command: Command): readonly Word[] => {
  const { name, words } = launched(command);
  if (name !== 'conda' && name !== 'mamba' && name !== 'micromamba') return [];
  const [verb, ...packages] = splitOptions(words.slice(1), valued).operands;
  return verb?.text === 'install' || verb?.text === 'create' ? packages : [];
};
