import { unusedEnvironment } from '../../image/checks/unused-environment.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
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
    const { bin, lacks, name, program } = found;
    const start = stage.instructions.find(
      ({ span }) => span[0] <= program.span[0] && program.span[1] <= span[1],
    );
    const fix: Fix | undefined =
      bin && start
        ? {
            title: `Put ${bin} first in PATH`,
            edits: () => [
              insert(aboveOf(file.text, start), `ENV PATH="${bin}:$PATH"${lineEndOf(file.text)}`),
            ],
          }
        : undefined;
    yield {
      at: program.span,
      message: isPython(program)
        ? `The packages are in ${name}, and this is another Python, so the container stops with ModuleNotFoundError: No module named '${lacks}'.`
        : `${lacks} is in ${name}, which is not in PATH, so the container stops at once.`,
      ...(fix ? { fixes: [fix] } : {}),
    };
  },
};
export default rule;
