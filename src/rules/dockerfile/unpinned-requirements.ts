import { type ByPip, type InstalledByPip, installsOf } from '../../image/installs/installed.ts';
import { buildContext } from '../../project/context.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import type { Path } from '../../text/path.ts';
import { isBuildTool, unpinnedMessage } from '../named-packages.ts';
import { hasLists, placeOfRequirement } from '../placed-requirement.ts';
import type { Rule } from '../rule.ts';
import docs from './unpinned-requirements.md' with { type: 'text' };

const rule: Rule = {
  id: 'unpinned-requirements',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'none',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    if (!hasLists(project) || /\b(?:PIP|UV)_CONSTRAINT\b/.test(file.text)) return;
    const { folder } = buildContext(file, project);
    const lines = new Map<Path, InstalledByPip[]>();
    for (const stage of file.stages) {
      for (const each of installsOf(file, stage, folder, project).python) {
        const { name, pip, version } = each;
        if (!pip || version !== '' || each.file === file.path || isTool(name)) continue;
        const list = project.requirements(each.file);
        if (!list || list.complete || list.options.some(isConstraint) || constrained(pip)) continue;
        if (list.entries.some(({ direct, span }) => direct && span[0] === each.at[0])) continue;
        const own = lines.get(each.file) ?? [];
        if (!own.some(({ at }) => at[0] === each.at[0])) own.push({ ...each, pip });
        lines.set(each.file, own);
      }
    }
    for (const [first, ...others] of lines.values()) {
      if (!first) continue;
      yield {
        ...placeOfRequirement(first, file),
        message: unpinnedMessage([...new Set([first, ...others].map(({ name }) => name))]),
      };
    }
  },
};
export default rule;

/** Whether its version does not change what the model computes: a tool, or types for a checker. */
const isTool = (name: string): boolean => isBuildTool(name) || /^types-|-stubs$/.test(name);

const isConstraint = (option: string): boolean => /^(?:-c\b|--constraint)/.test(option);

const constrained = ({ command }: ByPip): boolean => {
  const install = pipInstall(command);
  return !!install && (install.constraints.length > 0 || hasOption(install.options, '--no-index'));
};
