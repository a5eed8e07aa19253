/** Whether a container may ask for a resource of this name: one of Kubernetes' own, or one with a domain before it. */
export const isResource = (name: string): boolean =>
  /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/.test(name) ||
  (name.includes('/') && !name.startsWith('requests.'));

/** Whether the API server wants the same amount in requests and limits: extended resources, which have a domain, and huge pages. */
export const isGivenWhole = (name: string): boolean =>
  name.startsWith('hugepages-') || isExtended(name);

/** Whether a resource is one that a plugin counts, so that there are no parts of it. */
export const isExtended = (name: string): boolean =>
  name.includes('/') && !name.includes('kubernetes.io/');

const words: readonly (readonly [RegExp, string])[] = [
  [/^(?:v?cpus?|cores?)$/i, 'cpu'],
  [/^(?:mem|ram|memor(?:ies|y))$/i, 'memory'],
  [/^(?:storage|disk|ephemeral[-_]?storage)$/i, 'ephemeral-storage'],
  [/^(?:nvidia[-._]?)?gpus?$|^nvidia\.com[-._]gpus?$/i, 'nvidia.com/gpu'],
];

/** Names with a domain that no device plugin has, and the one that is meant. */
const slips: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:nvidia|nvidia\.(?:co|con|cm|org|io)|n[vi]{1,2}d[ei]*a\.com)\/gpus?$|^nvidia\.com\/(?:gpus|GPUs?|gpu-count)$|^gpus?\/nvidia(?:\.com)?$|^gpu\.nvidia\.com$/,
    'nvidia.com/gpu',
  ],
  [/^amd\/gpus?$|^amd\.com\/(?:gpus|GPUs?)$/, 'amd.com/gpu'],
  [
    /^google\/tpus?$|^google\.com\/(?:tpus|TPUs?)$|^cloud-tpus?\.google\.com\/tpus?$/,
    'google.com/tpu',
  ],
  [/^habana\/gaudi$|^habana\.com\/gaudi$/, 'habana.ai/gaudi'],
  [/^aws\.amazon\.com\/neurons$|^amazon\.com\/neuron$/, 'aws.amazon.com/neuron'],
];

/** The resource of a device plugin that a name with a domain is a slip of. */
export const pluginMeant = (name: string): string | undefined =>
  slips.find(([form, meant]) => name !== meant && form.test(name))?.[1];

/** The resource that a word which is none most likely stands for. */
export const resourceMeant = (word: string): string | undefined =>
  word.startsWith('requests.')
    ? word.slice('requests.'.length)
    : words.find(([form]) => form.test(word))?.[1];
