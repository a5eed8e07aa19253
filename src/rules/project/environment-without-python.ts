import { pythonsOfUv, withoutPython } from '../../image/checks/environment-python.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Rule } from '../rule.ts';
import docs from './environment-without-python.md' with { type: 'text' };

const rule: Rule = {
  id: 'environment-without-python',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',
  about: ['uv'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && withoutPython(file, stage, project);
    const [source] = found?.copy.sources ?? [];
    if (!found || !source) return;
    const { copy, environment, install, program } = found;
    yield {
      at: [source.span[0], copy.target?.span[1] ?? source.span[1]],
      message: `The virtual environment ${environment} is made on a Python that uv installs into ${pythonsOfUv}, which is not copied: its python is a link to nothing, so ${nameOf(program)} does not start.`,
      related: [{ file: file.path, at: install.span, message: 'uv installs the Python here' }],
    };
  },
};
export default rule;
