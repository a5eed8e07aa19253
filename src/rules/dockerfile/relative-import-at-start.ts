import { relativeImport } from '../../image/checks/relative-import.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './relative-import-at-start.md' with { type: 'text' };

const rule: Rule = {
  id: 'relative-import-at-start',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'none',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && relativeImport(file, stage, project);
    if (!found) return;
    const { at, path, span, text, loaded, beyond } = found;
    yield {
      at,
      message: `${loaded} loads ${basename(path)} ${beyond ? 'below too few packages' : 'outside a package'}, so its ${text} fails: "attempted relative import ${beyond ? 'beyond top-level package' : 'with no known parent package'}".`,
      related: [{ file: path, at: span, message: text }],
    };
  },
};
export default rule;
