import { missingImports } from '../../image/checks/imports.ts';
import {
  type EarlierEnvironment,
  earlierEnvironment,
} from '../../image/installs/copied-environment.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import { basename, type Path } from '../../text/path.ts';
import { addRequirement } from '../add-requirement.ts';
import { type CopiedRequirements, copiedRequirements } from '../copied-requirements.ts';
import { declaredElsewhere } from '../declared-elsewhere.ts';
import { placeOfInstall } from '../install-place.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './missing-dependency.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-dependency',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',

  *check(file, project) {
    const stage = finalStage(file.stages);
    const earlier = stage && earlierEnvironment(file, stage);
    if (earlier) {
      yield ofEarlier(earlier, file.path);
      return;
    }
    const found = stage && missingImports(file, stage, project);
    if (!found) return;
    const { entry, imports, installs, missing, unmet } = found;
    const copied = missing.length > 0 ? copiedRequirements(file, stage, installs, project) : [];
    const told = new Set<CopiedRequirements>();
    for (const { at, distribution, file: path, module } of missing) {
      const top = module.split('.')[0];
      const by = copied.find(
        ({ brings }) => distribution !== undefined && brings.has(distribution),
      );
      // One line that installs the file puts all of it right.
      if (by && told.has(by)) continue;
      if (by) told.add(by);
      const declared =
        by || distribution === undefined
          ? undefined
          : declaredElsewhere(distribution, file, installs, project);
      const lacks = by
        ? `, and nothing installs ${basename(by.path)}`
        : declared
          ? `, which only ${declared.name} names, and nothing here installs that`
          : `, but nothing here installs ${distribution ?? `a module ${top}`}`;
      yield {
        at: by ? by.word.span : placeOfInstall(stage, installs, entry.word),
        message: `${basename(path)} imports ${module}${lacks}: the container stops with ModuleNotFoundError: No module named '${top}'.`,
        related: [
          { file: path, at, message: `the import of ${module}` },
          ...(declared
            ? [{ file: declared.file, at: declared.at, message: `names ${distribution}` }]
            : []),
        ],
        ...(distribution === undefined
          ? {}
          : {
              fixes: by
                ? by.fixes
                : addRequirement(distribution, installs, stage, project, imports),
            }),
      };
    }
    for (const { at, certain, distribution, file: path, message, stops } of told.size > 0
      ? []
      : unmet)
      yield {
        at: placeOfInstall(stage, installs, entry.word),
        message,
        ...(stops ? {} : { severity: 'warning' }),
        related: [{ file: path, at, message: `what needs ${distribution}` }],
        ...(certain ? { fixes: addRequirement(distribution, installs, stage, project) } : {}),
      };
  },
};
export default rule;

const ofEarlier = (
  { from, install, path, requirements, stage }: EarlierEnvironment,
  file: Path,
): Finding => ({
  at: from.span,
  message: `Stage ${stage} installs ${basename(requirements.text)} into ${path}, but the image takes ${path} from stage ${from.text}, which comes before: it lacks those packages.`,
  related: [{ file, at: install.span, message: `the install in stage ${stage}` }],
  fixes: [{ title: `Copy ${path} from ${stage}`, edits: () => [replace(from.span, stage)] }],
});
