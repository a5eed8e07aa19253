import { cudaOfImage } from '../../data/cuda.ts';
import { closureOf } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pythonOf } from '../../project/stage-base.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { type InstalledByPip, installsOf } from './installed.ts';

/** A distribution that is built without CUDA, and the one or the extra that is built with it (PyPI, 2026-11). */
const withCuda: Readonly<Record<string, string>> = {
  onnxruntime: 'onnxruntime-gpu',
  'tensorflow-cpu': 'tensorflow[and-cuda]',
  'faiss-cpu': 'faiss-gpu-cu12',
  'intel-tensorflow': 'tensorflow[and-cuda]',
  jax: 'jax[cuda12]',
};

// What uses the CUDA of an image or of its own wheels, or compiles for it.
const usesCuda =
  /^(?:torch|tensorflow(?:-gpu)?|onnxruntime-(?:gpu|training.*)|cupy(?:-.*)?|jax-cuda.*|vllm|sglang|tensorrt.*|nvidia-.*|cuda-.*|pycuda|cu(?:ml|df|graph)(?:-.*)?|paddlepaddle(?:-gpu)?|mxnet.*|faiss-gpu.*|llama-cpp-python|ctranslate2|xformers|flash-attn|numba|triton|xgboost|lightgbm|catboost|deepspeed|bitsandbytes|opencv.*|decord.*|av|pynvml|nvitop|tritonclient|ray|warp-lang|mlc.*|lmdeploy|rapidocr.*)$/;

/** A distribution without CUDA that an image with CUDA installs, beside nothing that may use a GPU. */
export interface CpuBuild {
  readonly asked: InstalledByPip;
  /** What to ask for to get the one with CUDA. */
  readonly instead: string;
}

/** The distribution without CUDA of a stage that goes back to an image with CUDA; undefined when there is none, or something else may use the GPU. */
export const cpuBuildOf = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): CpuBuild | undefined => {
  const { packages } = project;
  const image = rootImage(stage);
  if (!packages || !image || !cudaOfImage(image)) return undefined;
  const { folder } = buildContext(file, project);
  const { python, pythonOpen } = installsOf(file, stage, folder, project);
  const asked = python.find(({ name }) => Object.hasOwn(withCuda, name));
  const instead = asked && withCuda[asked.name];
  if (!asked?.pip || !instead || pythonOpen || asked.pip.files !== 'pypi' || asked.pip.maybe)
    return undefined;
  if (asked.extras.length > 0 || asked.version.includes('+')) return undefined;
  const { names, unknown } = closureOf(python, pythonOf(stage), packages);
  if (unknown.length > 0 || [...names].some((name) => usesCuda.test(name))) return undefined;
  return { asked: { ...asked, pip: asked.pip }, instead };
};
