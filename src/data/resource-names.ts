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

/** The resource that a word which is none most likely stands for. */
export const resourceMeant = (word: string): string | undefined =>
  word.startsWith('requests.')
    ? word.slice('requests.'.length)
    : words.find(([form]) => form.test(word))?.[1];
