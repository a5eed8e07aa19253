import { findServer } from '../../project/server.ts';
import { startCommand } from '../../project/start-command.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-healthcheck.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-healthcheck',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'probes',
  aka: ['hadolint/DL3057', 'trivy/DS-0026', 'checkov/CKV_DOCKER_2'],
  fix: 'none',

  *check({ stages }) {
    const stage = finalStage(stages);
    if (!stage) return;
    const all = lineage(stage).flatMap(({ instructions }) => instructions);
    if (
      all.some(({ keyword }) => keyword === 'HEALTHCHECK') ||
      !all.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')
    )
      return;
    // A job has nothing that could be asked.
    const start = startCommand(stage);
    const serves =
      all.some(({ keyword }) => keyword === 'EXPOSE') || (start && findServer(start.words));
    if (!serves) return;
    yield {
      at: stage.from.word.span,
      message:
        'The image has no HEALTHCHECK, so Docker takes a server that hangs for a healthy one.',
    };
  },
};
export default rule;
