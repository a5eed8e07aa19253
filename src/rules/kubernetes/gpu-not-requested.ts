import { needsGpu } from '../../data/model-servers.ts';
import type { ResourceIn } from '../../project/project.ts';
import { usesAccelerator } from '../../syntax/kubernetes/accelerator.ts';
import { commandWords } from '../../syntax/kubernetes/command.ts';
import { isWhole, itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-not-requested.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-not-requested',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const { podSpec, kind } = resource;
    if (!podSpec || kind === 'DaemonSet' || !isWhole(resource) || usesAccelerator(resource)) return;
    // A claim hands devices out in another way, and a runtime class or a node may share them.
    if (
      ['resourceClaims', 'runtimeClassName', 'nodeName'].some((each) =>
        resource.key([...podSpec, each]),
      )
    )
      return;
    for (const { path, name, image = '', init } of resource.containers()) {
      const ref = parseImage(image);
      const words = commandWords(resource, path);
      const limits = [...path, 'resources', 'limits'];
      if (init || !words || (resource.key(limits) && !resource.get(limits))) continue;
      const text = words.map((word) => word.text).join(' ');
      if (
        onCpu(resource, path) ||
        /cpu/i.test(`${image} ${text}`) ||
        client.test(`${name} ${text}`)
      )
        continue;
      const built = project.dockerfileOf(image);
      if (!(built ? built.cuda : needsGpu(imageName(ref), ref.tag ?? ''))) continue;
      yield {
        at: resource.at([...path, 'image']),
        message: `Container ${name} ${built ? `is built on CUDA in ${built.file}` : 'runs an image for GPUs'} and asks for none: it lands on any node, and on one with GPUs it may see those of other pods.`,
        ...mend('Ask for one GPU', put(resource, [...limits, 'nvidia.com/gpu'], '1')),
      };
    }
  },
};
export default rule;

/** Whether a variable of the container says that it works on the CPU: `DEVICE=cpu`. */
const onCpu = (resource: ResourceIn, container: KeyPath): boolean =>
  itemsAt(resource, [...container, 'env']).some(
    ({ value }) =>
      /DEVICE|ACCELERATOR|BACKEND|TARGET/i.test(String(value['name'])) &&
      /^"?cpu\b/i.test(String(value['value'])),
  );

/** A program that asks a server elsewhere, and runs nothing on a GPU itself. */
const client =
  /(?:^|[\s/_-])(?:streamlit|gradio|bench(?:mark)?s?|curl|wget|genai-perf|perf_analyzer|guidellm|lm[_-]eval|locust|k6|client)(?:[\s._-]|$)|--(?:base-)?url\b|--endpoint\b|\bhuggingface-cli\s+download\b|\bhf\s+download\b/;
