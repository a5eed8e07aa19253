import { isTestData } from '../../project/homes.ts';
import type { Rule } from '../rule.ts';
import docs from './compose-brace-without-dollar.md' with { type: 'text' };

const rule: Rule = {
  id: 'compose-brace-without-dollar',
  on: 'project',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',

  *check(project) {
    for (const { file, services } of project.composeFiles()) {
      // Another program may fill them in.
      if (isTestData(file) || /templ|tpl|\.j2|cookiecutter/i.test(file)) continue;
      for (const { volumes } of services)
        for (const { at, source = '' } of volumes) {
          const [whole, name] = /(?<![${])\{([A-Z_][A-Z0-9_]*)\}(?!\})/.exec(source) ?? [];
          if (whole === undefined || name === undefined) continue;
          yield {
            file,
            at,
            message: `${whole} has no $ before it, so Compose mounts a directory whose name has the braces. Did you mean \${${name}}?`,
          };
        }
    }
  },
};
export default rule;
