import type { Project } from '../../project/project.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './model-on-one-node.md' with { type: 'text' };

const rule: Rule = {
  id: 'model-on-one-node',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'model-artifact',
  fix: 'none',
  about: ['pods'],

  *check(resource, project) {
    const { podSpec, kind } = resource;
    if (!podSpec || kind === 'DaemonSet' || resource.partial || resource.templated) return;
    // A pod that chooses its nodes finds those with the files.
    if (['nodeName', 'nodeSelector', 'affinity'].some((each) => resource.key([...podSpec, each])))
      return;
    for (const { path } of itemsAt(resource, [...podSpec, 'volumes'])) {
      const at = [...path, 'hostPath', 'path'];
      const folder = resource.get(at);
      if (typeof folder !== 'string' || !models.test(folder) || cache.test(folder)) continue;
      if (isOnAllNodes(folder, project)) continue;
      yield {
        at: resource.at(at),
        message: `The model stands in ${folder} of one node, and the pod may start on any: on another node the folder is ${resource.get([...path, 'hostPath', 'type']) === 'Directory' ? 'missing, and the pod waits for ever' : 'empty or missing'}.`,
      };
    }
  },
};
export default rule;

/** Whether a cluster of kind that the project describes has a directory of the machine there on each node. */
const isOnAllNodes = (folder: string, project: Project): boolean =>
  project
    .find('kind Cluster')
    .some(({ nodeMounts }) => nodeMounts?.some((each) => `${folder}/`.startsWith(`${each}/`)));

// What is not there is downloaded again.
const cache = /(?:^|[/_.-])(?:hf[_-]?)?(?:cache|hub)(?:\/|$)|\.cache\/huggingface|hf[_-]home/i;

const models =
  /(?:^|[/_-])(?:models?|model[_-]?(?:repository|store|cache|weights)|weights|checkpoints?|huggingface)(?:\/|$)/i;
