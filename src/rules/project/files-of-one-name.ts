import { buildContext, contextCopies, literalSource } from '../../project/context.ts';
import { basename, joinPath } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './files-of-one-name.md' with { type: 'text' };

const rule: Rule = {
  id: 'files-of-one-name',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',

  *check(file, project) {
    for (const copy of contextCopies(file)) {
      if (copy.sources.length < 2 || copy.flags.some(({ name }) => name === 'parents')) continue;
      const { folder } = buildContext(file, project);
      const seen = new Map<string, string>();
      for (const word of copy.sources) {
        const source = literalSource(word.text, word.dynamic);
        const path = source === undefined ? undefined : joinPath(folder, source);
        if (path === undefined || !project.exists(path)) continue;
        const name = basename(path);
        const first = seen.get(name);
        seen.set(name, word.text);
        if (first === undefined || first === word.text) continue;
        yield {
          at: word.span,
          message: `${first} and ${word.text} have the same name, so in ${copy.target?.text ?? 'the target'} the second replaces the first.`,
        };
      }
    }
  },
};
export default rule;
