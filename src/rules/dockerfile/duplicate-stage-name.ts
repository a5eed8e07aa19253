import type { Stage } from '../../syntax/dockerfile/model.ts';
import type { Rule } from '../rule.ts';
import docs from './duplicate-stage-name.md' with { type: 'text' };

const rule: Rule = {
  id: 'duplicate-stage-name',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'small-images',
  aka: ['buildkit/DuplicateStageName', 'hadolint/DL3024', 'trivy/DS-0012', 'checkov/CKV_DOCKER_11'],
  fix: 'none',
  about: ['AS'],

  *check({ stages, path }) {
    const first = new Map<string, Stage>();
    for (const stage of stages) {
      const word = stage.from.name;
      if (!stage.name || !word) continue;
      const earlier = first.get(stage.name);
      if (!earlier) {
        first.set(stage.name, stage);
        continue;
      }
      yield {
        at: word.span,
        message: `Another stage is already called ${word.text}, so COPY --from=${word.text} means this one from here on.`,
        related: [
          {
            file: path,
            at: earlier.from.name?.span ?? earlier.from.span,
            message: 'the first stage of that name',
          },
        ],
      };
    }
  },
};
export default rule;
