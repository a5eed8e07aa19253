import { mayNeedTorch } from '../../data/torch-at-build.ts';
import { builtWithoutTorch } from '../../image/installs/torch-at-build.ts';
import { mayInstall } from '../../project/asked-of-pip.ts';
import { placeOfRequirement } from '../placed-requirement.ts';
import type { Rule } from '../rule.ts';
import docs from './torch-missing-at-build.md' with { type: 'text' };

const rule: Rule = {
  id: 'torch-missing-at-build',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'none',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    if (!mayInstall(file, mayNeedTorch) || settings.test(file.text)) return;
    for (const stage of file.stages) {
      const found = builtWithoutTorch(file, stage, project);
      if (!found) continue;
      const { asked, install } = found;
      yield {
        ...placeOfRequirement(asked, file),
        message: `The build of ${asked.name}${asked.version} imports torch, which the environment that ${install.tool} makes for it does not have: this RUN stops with ModuleNotFoundError: No module named 'torch'.`,
      };
      return;
    }
  },
};
export default rule;

// Builds without an environment of their own, or with something more in it.
const settings =
  /(?:PIP|UV)_NO_BUILD|NO_BUILD_ISOLATION|no-build-isolation|extra-build-dependencies|pip\.conf|uv\.toml|pyproject\.toml|\b(?:PIP|UV)_\w*(?:INDEX|FIND_LINKS|CONFIG)/;
