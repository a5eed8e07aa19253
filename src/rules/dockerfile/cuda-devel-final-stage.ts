import { baseImage } from '../../data/base-images.ts';
import { installsOf } from '../../image/installs/installed.ts';
import { buildContext } from '../../project/context.ts';
import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { launched } from '../../syntax/shell/program.ts';
import { runsOthers } from '../../syntax/shell/runs-others.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './cuda-devel-final-stage.md' with { type: 'text' };

const rule: Rule = {
  id: 'cuda-devel-final-stage',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'suggested',

  *check(file, project) {
    const stage = finalStage(file.stages);
    const image = stage && rootImage(stage);
    if (!stage || !image?.tag || !baseImage(image)?.devel || !baseImage(image)?.cuda) return;
    const used = lineage(stage).flatMap(({ instructions }) => instructions);
    const starts = used.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
    if (!starts || forBuilding.test(stage.name ?? '') || used.some(mayCompile)) return;
    const { folder } = buildContext(file, project);
    const { python } = installsOf(file, stage, folder, project);
    if (python.some(({ name }) => compilesLater.test(name))) return;
    const word = lineage(stage).at(-1)?.from.image;
    if (!word) return;
    // NVIDIA's tags have three numbers: of others there is no image, so no other one either.
    const known = image.repository !== 'nvidia/cuda' || /^\d+\.\d+\.\d+-/.test(image.tag);
    const runtime = word.dynamic || !known ? undefined : word.raw.replace('-devel', '-runtime');
    yield {
      at: word.span,
      message: `${image.text} carries CUDA's compilers and headers, several gigabytes that running a model does not need.`,
      ...(runtime && runtime !== word.raw
        ? {
            fixes: [
              {
                title: 'Start from the -runtime image',
                edits: () => [replace(word.span, runtime)],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;

const forBuilding = /(?:^|[-_.])(?:dev|devel|develop|development|build|builder)(?:[-_.]|$)/i;

/** Whether an instruction compiles, may do so in a program that is not read, or installs or sets what is for compilers. */
const mayCompile = (each: Instruction): boolean => {
  if (each.keyword === 'ENV') return each.pairs.some(({ key }) => settings.test(key.text));
  if (each.keyword !== 'RUN') return false;
  if (each.script.broken) return true;
  return each.script.commands.some((command) => {
    const { words, assignments } = launched(command);
    const install = pipInstall(command);
    return (
      runsOthers(command) ||
      assignments.some(({ text }) => settings.test(text.split('=')[0] ?? '')) ||
      (command.name === 'export' &&
        words.some(({ text }) => settings.test(text.split('=')[0] ?? ''))) ||
      // What is built from source may bring kernels of its own.
      (install !== undefined &&
        (install.opaque.length > 0 ||
          hasOption(install.options, '--no-binary', '--no-build-isolation'))) ||
      words.some(({ text }) => tools.test(text))
    );
  });
};

// What compilers and their callers read (2026-11).
const settings =
  /^(?:CC|CXX|CUDACXX|NVCC\w*|CFLAGS|CMAKE_ARGS|FORCE_CMAKE|FORCE_CUDA|CUDA_HOME|TORCH_CUDA_ARCH_LIST|TORCH_EXTENSIONS_DIR|CUDA_DOCKER_ARCH|MAX_JOBS|DS_BUILD_\w+|VLLM_\w+)$/;
const tools =
  /^(?:build-essential|gcc|g\+\+|clang|cmake|make|ninja|ninja-build|nvcc|cargo|bazel|meson|rustc|cuda-nvcc\S*|python3-dev|libpython3-dev)(?:[=-]\d\S*)?$/;

// Packages that compile kernels when they are first used, or are compiled when they are installed (2026-11).
const compilesLater =
  /^(?:vllm|sglang|deepspeed|flash-attn|flashinfer\S*|triton|xformers|exllamav2|auto-gptq|gptqmodel|pycuda|cupy\S*|numba|apex|transformer-engine|causal-conv1d|mamba-ssm|tensorrt\S*|megatron\S*|llama-cpp-python|detectron2|pytorch3d|torch-scatter|torch-sparse|mmcv\S*|tilelang|nvidia-cuda-nvcc\S*)$/;
