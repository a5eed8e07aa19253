import { openNotebook } from '../../project/open-notebook.ts';
import { wordsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './notebook-open-in-pod.md' with { type: 'text' };

const rule: Rule = {
  id: 'notebook-open-in-pod',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'service',
  fix: 'none',
  about: ['pods'],

  *check(resource) {
    // Kubeflow and JupyterHub ask for the login before a request comes here.
    if (/NB_PREFIX|JUPYTERHUB|oauth2?-proxy/.test(resource.text)) return;
    for (const { path } of resource.containers()) {
      const command = wordsAt(resource, [...path, 'command']);
      const args = wordsAt(resource, [...path, 'args']);
      const option = openNotebook([...command, ...args]);
      if (option === undefined) continue;
      const [name, words] = args.some((each) => each.includes(option))
        ? ['args', args]
        : ['command', command];
      const index = words.findIndex((each) => each.includes(option));
      yield {
        at: resource.at([...path, name, index]),
        message: `${option} switches the login of Jupyter off: every pod of the cluster that reaches the port gets a shell in this container, with its data and its service account.`,
      };
    }
  },
};
export default rule;
