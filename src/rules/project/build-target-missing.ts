import type { Build } from '../../project/builds.ts';
import { isArchived, isTestData } from '../../project/homes.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { replace } from '../../text/edit.ts';
import { nearest } from '../../text/nearest.ts';
import { dirname } from '../../text/path.ts';
import { listed } from '../../text/words.ts';
import type { Rule } from '../rule.ts';
import docs from './build-target-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'build-target-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'suggested',

  *check(file, project) {
    if (file.template) return;
    const names = file.stages.flatMap(({ name }) => name ?? []);
    for (const build of project.builds(file.path)) {
      const { at, file: by, target, targetAt } = build;
      if (!target || isStage(target, file) || isArchived(by) || isTestData(by)) continue;
      if (mayBeOther(build, project)) continue;
      const near = nearest(target, names);
      const has =
        names.length > 0 ? `its stages are ${listed(names.slice(0, 6))}` : 'it names no stage';
      const exact = targetAt && targetAt[1] - targetAt[0] === target.length ? targetAt : undefined;
      yield {
        file: by,
        at: targetAt ?? at,
        message: `${file.path} has no stage ${target}, so the build fails: ${near ? `${has}. Did you mean ${near}?` : `${has}.`}`,
        ...(near && exact
          ? {
              fixes: [
                {
                  title: `Write ${near}`,
                  edits: () => [{ ...replace(exact, near), path: by }],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

/** Whether a Dockerfile has a stage of that name, in whatever case, or number. */
const isStage = (target: string, { stages }: DockerfileIn): boolean =>
  /^\d+$/.test(target)
    ? Number(target) < stages.length
    : stages.some(({ name }) => name === target.toLowerCase());

/** Whether another compose file, over which this one is laid, may name another Dockerfile. */
const mayBeOther = ({ file, service }: Build, project: Project): boolean =>
  service !== undefined &&
  !service.buildPaths &&
  project
    .composeFiles()
    .some(
      (each) =>
        each.file !== file &&
        dirname(each.file) === dirname(file) &&
        each.services.some(({ buildPaths, name }) => name === service.name && buildPaths),
    );
