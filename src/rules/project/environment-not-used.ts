import {
  type UnusedEnvironment,
  unusedEnvironment,
} from '../../image/checks/unused-environment.ts';
import type { DockerfileIn } from '../../project/project.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import type { Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { isPython } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './environment-not-used.md' with { type: 'text' };

const rule: Rule = {
  id: 'environment-not-used',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && unusedEnvironment(file, stage, project);
    if (!stage || !found) return;
    const { lacks, name, program } = found;
    const fixes = fixesOf(found, file, stage);
    yield {
      at: program.span,
      message: isPython(program)
        ? `The packages are in ${name}, and this is another Python, so the container stops with ModuleNotFoundError: No module named '${lacks}'.`
        : `${lacks} is in ${name}, which is not in PATH, so the container stops at once.`,
      ...(fixes.length > 0 ? { fixes } : {}),
    };
  },
};
export default rule;

const fixesOf = (
  { bin, instead, program }: UnusedEnvironment,
  { text }: DockerfileIn,
  { instructions }: Stage,
): readonly Fix[] => {
  const above = (instruction: Instruction, setting: string) => () => [
    insert(aboveOf(text, instruction), `ENV ${setting}${lineEndOf(text)}`),
  ];
  const start = instructions.find(
    ({ span }) => span[0] <= program.span[0] && program.span[1] <= span[1],
  );
  if (bin && start)
    return [{ title: `Put ${bin} first in PATH`, edits: above(start, `PATH="${bin}:$PATH"`) }];
  if (!instead) return [];
  if ('run' in instead)
    return [{ title: `Set ${instead.setting}`, edits: above(instead.run, instead.setting) }];
  const { after, option } = instead;
  return [{ title: `Add ${option}`, edits: () => [insert(after.span[1], ` ${option}`)] }];
};
