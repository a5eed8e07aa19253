import { cudaOfImage } from '../../data/cuda.ts';
import { lackingIn } from '../../data/gpu-architectures.ts';
import type { Dockerfile, Stage } from '../../syntax/dockerfile/model.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { launched, pythonProgram } from '../../syntax/shell/program.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './cuda-arch-unknown-to-compiler.md' with { type: 'text' };

const variable = 'TORCH_CUDA_ARCH_LIST';

const rule: Rule = {
  id: 'cuda-arch-unknown-to-compiler',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'portability-limits-gpu',
  fix: 'none',
  about: ['ENV', 'ARG', 'RUN'],
  holds: [variable],

  *check(file) {
    const told = new Set<number>();
    for (const stage of file.stages) {
      const image = rootImage(stage);
      const cuda = image && cudaOfImage(image);
      // Other images have no compiler, or install one of their own.
      if (!cuda || !image.tag?.includes('devel')) continue;
      for (const { at, value } of listsOf(file, stage)) {
        if (told.has(at[0])) continue;
        const found = value.split(/[;\s]+/).flatMap((part) => {
          const capability = part.replace(/\+PTX$/i, '').replace(/(?<=\d)[af]$/, '');
          const lacking = lackingIn(capability, cuda);
          return lacking ? [{ capability, lacking }] : [];
        });
        const [first] = found;
        if (!first) continue;
        told.add(at[0]);
        const names = found.map(({ capability }) => capability).join(' and ');
        const why =
          'needs' in first.lacking
            ? `${first.capability} needs CUDA ${first.lacking.needs}`
            : `CUDA ${first.lacking.goneIn} took ${first.capability} away`;
        yield {
          at,
          message: `nvcc of CUDA ${cuda.major}.${cuda.minor} cannot compile for ${names}, so the build stops: ${why}.`,
        };
      }
    }
  },
};
export default rule;

interface List {
  readonly at: Span;
  readonly value: string;
}

/** The lists that commands of a stage that compile for GPUs are given. */
const listsOf = (file: Dockerfile, stage: Stage): readonly List[] =>
  runsIn(file, stage).flatMap(({ run, state }) =>
    run.script.commands.some(installsCuda)
      ? []
      : run.script.commands.filter(compiles).flatMap((command): readonly List[] => {
          const own = command.assignments.find(({ text }) => text.startsWith(`${variable}=`));
          if (own?.dynamic) return [];
          if (own)
            return [
              { at: own.span, value: own.text.slice(variable.length + 1).replace(/["']/g, '') },
            ];
          // What a script exports before counts.
          if (run.script.commands.some(({ words }) => words.some(isExport))) return [];
          const set = variableIn(state, variable);
          return set?.value && set.declared ? [{ at: set.declared.span, value: set.value }] : [];
        }),
  );

const isExport = ({ text }: { readonly text: string }): boolean => text.startsWith(variable);

const installsCuda = ({ words }: Command): boolean =>
  words.some(({ text }) => /^(?:cuda|nvidia-cuda)-(?:toolkit|nvcc|compiler)/.test(text));

/** Whether a command builds an extension of PyTorch: those of vLLM leave out what nvcc does not know. */
const compiles = (command: Command): boolean => {
  const { words } = launched(command);
  if (words.some(({ text }) => /vllm/.test(text))) return false;
  if (/setup\.py$/.test(pythonProgram(words)?.file?.text ?? ''))
    return words.some(({ text }) => /^(?:install|develop|build\w*|bdist_wheel)$/.test(text));
  const install = pipInstall(command);
  return (
    !!install &&
    (install.options.options.has('--no-build-isolation') ||
      install.packages.some(({ name }) => extensions.test(name)) ||
      install.opaque.some(({ text }) =>
        /^git\+.*(?:apex|xformers|pytorch3d|detectron2|gsplat|nvdiffrast|groundingdino|cuda)/i.test(
          text,
        ),
      ))
  );
};

// Distributions without wheels for Linux on PyPI that compile with the extensions of PyTorch.
const extensions = /^(?:pytorch3d|detectron2|nvdiffrast|diff-gaussian-rasterization|simple-knn)$/;
