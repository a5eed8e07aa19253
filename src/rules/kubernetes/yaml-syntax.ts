import { yamlProblems } from '../../syntax/kubernetes/schema-yaml.ts';
import { insert, replace } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './yaml-syntax.md' with { type: 'text' };

const rule: Rule = {
  id: 'yaml-syntax',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  fix: 'suggested',

  *check(resource, project) {
    for (const problem of yamlProblems(resource)) {
      const { at, message, quoted, harmless, title, separator, twice } = problem;
      if (separator !== undefined) {
        const end = lineEndOf(resource.text);
        const edits = () => [insert(separator, `---${end}`)];
        yield { at, message, fixes: [{ title: 'Insert ---', edits }] };
        continue;
      }
      if (twice && project.takenIn(resource.path)) {
        yield { at, message: `${twice}, and kustomize refuses the file.` };
        continue;
      }
      const fixes = quoted
        ? [
            {
              title: title ?? 'Put the value in quotes',
              edits: () => [replace(at, quoted)],
            },
          ]
        : [];
      yield { at, message, fixes, ...(harmless ? { severity: 'warning' as const } : {}) };
    }
  },
};
export default rule;
