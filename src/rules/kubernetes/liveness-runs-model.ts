import type { Rule } from '../rule.ts';
import docs from './liveness-runs-model.md' with { type: 'text' };

const rule: Rule = {
  id: 'liveness-runs-model',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'probes',
  fix: 'none',
  about: ['pods'],

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      const probe = [...path, 'livenessProbe'];
      const at = [...probe, 'httpGet', 'path'];
      const asked = resource.get(at);
      if (typeof asked !== 'string' || !inference.test(asked)) continue;
      const number = (key: string, otherwise: number): number => {
        const value = resource.get([...probe, key]);
        return typeof value === 'number' ? value : otherwise;
      };
      const period = number('periodSeconds', 10);
      const timeout = number('timeoutSeconds', 1);
      const failures = number('failureThreshold', 3);
      yield {
        at: resource.at(at),
        message: `Every ${period} s the liveness probe of container ${name} asks the model, and when it answers ${failures === 1 ? 'once' : `${failures} times in a row`} later than ${timeout} s or not with success, the container is restarted under load.`,
      };
    }
  },
};
export default rule;

const inference =
  /\/(?:predict|predictions?|infer|inference|invocations|generate|generate_stream|completions|embeddings)(?:[/?]|$)/i;
