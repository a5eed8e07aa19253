/** Images and commands of servers that load a model for minutes before they answer. Facts of 2026-11-22. */
const images =
  /(?:^|\/)(?:vllm-openai|vllm|tritonserver|text-generation-inference|text-embeddings-inference|sglang|torchserve(?:-kfs)?|huggingfaceserver|djl-serving|nim)$/i;
const commands =
  /(?:^|[\s/])(?:vllm|tritonserver|text-generation-launcher|sglang\.launch_server|torchserve|vllm\.entrypoints\.\S+|djl-serving)(?:\s|$)/;

/** Whether the names of an image and of its object say that a model is served. */
export const isModelServer = (repository: string, name: string): boolean =>
  images.test(repository) || /model|infer|predict|llm|serving/i.test(`${repository} ${name}`);

/** Modules whose import says that a model of gigabytes may be loaded. */
export const heavyModules: ReadonlySet<string> = new Set([
  'torch',
  'transformers',
  'tensorflow',
  'vllm',
  'sentence_transformers',
  'diffusers',
  'llama_cpp',
  'onnxruntime',
  'whisper',
  'keras',
  'jax',
]);

/** Whether an image repository or a command line starts a server that needs minutes to load. */
export const loadsForMinutes = (repository: string, command: string): boolean =>
  images.test(repository) || commands.test(command);

const gpuImages =
  /(?:^|\/)(?:vllm\/vllm-openai|lmsysorg\/sglang|huggingface\/text-generation-inference|nvidia\/(?:cuda|pytorch|vllm|tensorrt-llm\/release))$|^nvcr\.io\/nim\//;

/** Whether an image, by its name with the registry, is made for NVIDIA's GPUs alone. */
export const needsGpu = (name: string, tag: string): boolean =>
  gpuImages.test(name) && !/cpu|intel|xpu|gaudi|hpu|neuron|rocm|tpu/i.test(tag);

/** A server and the paths that tell its health: first whether it is ready, then whether it lives. */
interface Health {
  readonly name: string;
  readonly image: RegExp;
  readonly paths: readonly string[];
}

/** From the servers' documentation and sources, 2026-11. */
const healths: readonly Health[] = [
  {
    name: 'Triton',
    image: /(?:^|\/)nvidia\/tritonserver$/,
    paths: ['/v2/health/ready', '/v2/health/live'],
  },
  {
    name: 'NVIDIA NIM',
    image: /^nvcr\.io\/nim\//,
    paths: ['/v1/health/ready', '/v1/health/live'],
  },
  { name: 'TorchServe', image: /(?:^|\/)pytorch\/torchserve$/, paths: ['/ping'] },
  { name: 'vLLM', image: /(?:^|\/)vllm\/vllm-openai$/, paths: ['/health', '/health', '/ping'] },
  {
    name: 'Text Generation Inference',
    image: /(?:^|\/)huggingface\/text-generation-inference$/,
    paths: ['/health', '/health', '/ping'],
  },
];

/** The health paths of a known server's own image, by its name with the registry. */
export const healthPathsOf = (
  name: string,
): { readonly name: string; readonly paths: readonly string[] } | undefined =>
  healths.find(({ image }) => image.test(name));

/** Whether an image starts a server by its ENTRYPOINT that refuses arguments which it does not know. From the images' Dockerfiles, 2026-11. */
export const parsesArguments = (name: string): boolean =>
  /(?:^|\/)(?:vllm\/vllm-openai|huggingface\/text-(?:generation|embeddings)-inference)$/.test(name);

const llamaImage = /^ghcr\.io\/(?:ggml-org|ggerganov)\/llama\.cpp$/;

/** What an image starts by its ENTRYPOINT with the words that it is given, where that is a server with flags of its own; undefined for others. */
export const entryProgram = (name: string, tag = ''): readonly string[] | undefined =>
  startsVllm(name)
    ? ['vllm', 'serve']
    : entries.find(([image, , tags]) => image.test(name) && (!tags || tags.test(tag)))?.[1];

const entries: readonly (readonly [RegExp, readonly string[], RegExp?])[] = [
  [/(?:^|\/)huggingface\/text-generation-inference$/, ['text-generation-launcher']],
  [/(?:^|\/)huggingface\/text-embeddings-inference$/, ['text-embeddings-router']],
  // Its script hands its arguments on.
  [/(?:^|\/)tensorflow\/serving$/, ['tensorflow_model_server'], /^(?!.*devel)/],
  [llamaImage, ['llama-server'], /^server(?:-|$)/],
];

/** Whether an image starts vLLM's server by its ENTRYPOINT. */
export const startsVllm = (name: string): boolean => /(?:^|\/)vllm\/vllm-openai$/.test(name);

/** Servers whose images have their release as the tag. From the images' repositories, 2026-11. */
const tagged: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)vllm\/vllm-openai$/, 'vllm'],
  [/(?:^|\/)lmsysorg\/sglang$/, 'sglang'],
  [/(?:^|\/)pytorch\/torchserve$/, 'torchserve'],
  [/(?:^|\/)rayproject\/ray(?:-ml|-llm)?$/, 'ray'],
  [/^ghcr\.io\/mlflow\/mlflow$/, 'mlflow'],
  [/(?:^|\/)huggingface\/text-generation-inference$/, 'tgi'],
  [/(?:^|\/)huggingface\/text-embeddings-inference$/, 'tei'],
  [llamaImage, 'llama'],
  [/(?:^|\/)nvidia\/tritonserver$/, 'triton'],
  [/(?:^|\/)tensorflow\/serving$/, 'tensorflow-serving'],
];

/** The server whose own release the tag of an image names, by its name in the table of flags. */
export const serverOfImage = (name: string): string | undefined =>
  tagged.find(([image]) => image.test(name))?.[1];
