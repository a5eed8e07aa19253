import { modelSize } from '../../data/model-size.ts';
import type { ResourceIn } from '../../project/project.ts';
import { usesAccelerator } from '../../syntax/kubernetes/accelerator.ts';
import { commandWords } from '../../syntax/kubernetes/command.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { quantityValue } from '../../syntax/kubernetes/schema-quantity.ts';
import { modelsIn, type NamedModel } from '../named-model.ts';
import type { Rule } from '../rule.ts';
import docs from './memory-smaller-than-model.md' with { type: 'text' };

const rule: Rule = {
  id: 'memory-smaller-than-model',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'resources',
  fix: 'none',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    if (resource.partial || resource.templated || usesAccelerator(resource)) return;
    for (const { path, name, init } of resource.containers()) {
      const limit = [...path, 'resources', 'limits', 'memory'];
      const written = resource.get(limit);
      const bytes = written === undefined ? undefined : quantityValue(String(written));
      if (init || bytes === undefined || mayNotLoad(resource, path)) continue;
      const words = commandWords(resource, path) ?? [];
      const workers = workersIn(words.map(({ text }) => text));
      const [first] = [...modelsIn(words), ...inVariables(resource, path)].filter(
        ({ size }) => bytes < size.gigabytes * workers * 1e9,
      );
      if (!first) continue;
      const { at, size } = first;
      const each = workers > 1 && bytes >= size.gigabytes * 1e9;
      yield {
        at: resource.at(limit),
        message: `Container ${name} may use ${written} of memory and loads ${size.name} without a GPU${each ? ` in each of its ${workers} workers` : ''}: ${size.parameters} billion parameters are ${size.gigabytes} GB at two bytes each, so it is killed (OOMKilled).`,
        related: [{ file: resource.path, at, message: 'the model that it loads' }],
      };
    }
  },
};
export default rule;

/** How many processes of a server load the model, each for itself; 1 for other programs, and where they share what was loaded before. */
const workersIn = (words: readonly string[]): number => {
  const at = words.findIndex((text) => /(?:^|\/)(?:uvicorn|gunicorn|hypercorn)$/.test(text));
  if (at < 0 || words.includes('--preload')) return 1;
  const own = words.slice(at + 1);
  const found = own.flatMap((text, i) => {
    const [, inline] = /^(?:--workers=|-w)(\d+)$/.exec(text) ?? [];
    return inline ?? (/^(?:--workers|-w)$/.test(text) ? (own[i + 1] ?? '') : []);
  });
  const count = Number(found.at(-1) ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
};

/** Whether the weights may be smaller, stay on disk, or be in another server that the container asks. */
const mayNotLoad = (resource: ResourceIn, container: KeyPath): boolean => {
  const words = commandWords(resource, container);
  if (!words || resource.key([...container, 'envFrom'])) return true;
  const variables = itemsAt(resource, [...container, 'env']).map(
    ({ value }) => `${value['name']}=${value['value']}`,
  );
  return [...words.map(({ text }) => text), ...variables].some(
    (text) => smaller.test(text) || elsewhere.test(text),
  );
};

const smaller = /quant|[48]-?bit|gguf|int[48]|fp[48]|offload|load-format|download/i;
const elsewhere = /:\/\/|^-*\w*(?:url|endpoint|api[-_]base|openai)|bench|client/i;

/** The models that variables such as `MODEL_ID` name. */
const inVariables = (resource: ResourceIn, container: KeyPath): readonly NamedModel[] =>
  itemsAt(resource, [...container, 'env']).flatMap(({ path, value }) => {
    const size = /^(?:HF_|LLM_|BASE_)?MODEL(?:_ID|_NAME|_PATH)?$/.test(String(value['name']))
      ? modelSize(String(value['value']))
      : undefined;
    return size ? [{ at: resource.at([...path, 'value']), size }] : [];
  });
