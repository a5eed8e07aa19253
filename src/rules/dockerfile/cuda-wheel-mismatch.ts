import { type Cuda, cudaOfImage, cudaOfWheel } from '../../data/cuda.ts';
import { cpuBuildOf } from '../../image/installs/cpu-builds.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { type PipInstall, pipInstall } from '../../syntax/shell/pip.ts';
import type { ImageRef } from '../../text/image.ts';
import type { Span } from '../../text/span.ts';
import { placeOfRequirement } from '../placed-requirement.ts';
import type { Rule } from '../rule.ts';
import docs from './cuda-wheel-mismatch.md' with { type: 'text' };

const rule: Rule = {
  id: 'cuda-wheel-mismatch',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'portability-limits-gpu',
  fix: 'none',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    const { stages } = file;
    const last = finalStage(stages);
    const build = last && cpuBuildOf(file, last, project);
    if (build)
      yield {
        ...placeOfRequirement(build.asked, file),
        message: `${build.asked.name} is built without CUDA, so the GPU and the gigabytes of CUDA in ${rootImage(last)?.text} stay unused: the build with it is ${build.instead}.`,
      };
    const shipped = new Set(last ? lineage(last) : []);
    for (const stage of stages) {
      const image = rootImage(stage);
      const base = image && cudaOfImage(image);
      if (!base) continue;
      const installs = stage.instructions.map(triggered).flatMap((each) =>
        each.keyword === 'RUN'
          ? each.script.commands.flatMap((command) => {
              const install = pipInstall(command);
              return install && !command.conditional ? [install] : [];
            })
          : [],
      );
      const otherGpu = installs.some(({ packages }) =>
        packages.some(({ name }) => needsCuda.test(name)),
      );
      for (const install of installs) {
        const wheels = wheelsOf(install);
        if (!wheels) continue;
        const message =
          wheels.tag === 'cpu'
            ? otherGpu || !shipped.has(stage)
              ? undefined
              : `These wheels are built without CUDA, so the GPU and the gigabytes of CUDA in ${image.text} stay unused.`
            : mismatch(image, base, cudaOfWheel(wheels.tag));
        if (message) yield { at: wheels.at, message };
      }
    }
  },
};
export default rule;

// Packages that use the CUDA of the image, whatever PyTorch does.
const needsCuda =
  /^(?:tensorflow(?:-gpu)?|onnxruntime-gpu|cupy(?:-.*)?|jax.*|vllm|tensorrt.*|nvidia-.*|cuml-.*|cudf-.*|paddlepaddle-gpu|mxnet-.*|faiss-gpu.*|llama-cpp-python|ctranslate2|xformers|flash-attn)$/;

interface Wheels {
  readonly tag: string;
  readonly at: Span;
}

const indexes = [
  '--index-url',
  '-i',
  '--extra-index-url',
  '-f',
  '--find-links',
  '--index',
  '--default-index',
];

/** The build of PyTorch that an install names, by the index or the version. */
const wheelsOf = ({ options, packages }: PipInstall): Wheels | undefined => {
  const torch = packages.filter(({ name }) => /^(?:torch|torchvision|torchaudio)$/.test(name));
  if (torch.length === 0) return undefined;
  for (const { version, word } of torch) {
    const tag = /\+(cu\d+|cpu)$/.exec(version)?.[1];
    if (tag && !word.dynamic) return { tag, at: word.span };
  }
  for (const name of indexes) {
    for (const { text, value, word } of options.options.get(name) ?? []) {
      const tag =
        /^https:\/\/download\.pytorch\.org\/whl\/(?:nightly\/|test\/)?(cu\d+|cpu)(?:\/|$)/.exec(
          text ?? '',
        )?.[1];
      if (tag) return { tag, at: (value ?? word).span };
    }
  }
  return undefined;
};

const mismatch = (image: ImageRef, base: Cuda, wheel: Cuda | undefined): string | undefined => {
  if (!wheel || wheel.major === base.major) return undefined;
  const [ours, theirs] = [shown(wheel), shown(base)];
  if (wheel.major > base.major)
    return `These wheels bring CUDA ${ours} and need a driver for it, but ${image.text} starts wherever the driver is good for CUDA ${theirs}.`;
  // Only who compiles meets the image's own CUDA.
  if (!/devel/.test(image.tag ?? '')) return undefined;
  return `PyTorch for CUDA ${ours} refuses to compile extensions with the CUDA ${theirs} of ${image.text}.`;
};

const shown = ({ major, minor }: Cuda): string => `${major}.${minor}`;
