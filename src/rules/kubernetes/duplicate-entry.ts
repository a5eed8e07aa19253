import type { ResourceIn } from '../../project/project.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './duplicate-entry.md' with { type: 'text' };

const rule: Rule = {
  id: 'duplicate-entry',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pod',
  fix: 'none',

  *check(resource, { schema }) {
    if (!schema || resource.templated) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'duplicate-entry') continue;
      const { at, list, field, text, firstAt } = problem;
      yield {
        at,
        message: `${field} ${text} stands twice in ${list}, and the API server refuses that.`,
        related: [{ file: resource.path, at: firstAt, message: `the first ${text}` }],
      };
    }
    yield* bothKinds(resource);
  },
};
export default rule;

/** A name that a container and an init container share. */
function* bothKinds(resource: ResourceIn): Generator<Finding> {
  const containers = resource.containers();
  for (const { path, name, init } of containers) {
    const first = init ? undefined : containers.find((each) => each.init && each.name === name);
    if (!first || name === '') continue;
    yield {
      at: resource.at([...path, 'name']),
      message: `An init container is called ${name} too, and names of containers stand once in a pod.`,
      related: [
        {
          file: resource.path,
          at: resource.at([...first.path, 'name']),
          message: `init container ${name}`,
        },
      ],
    };
  }
}
