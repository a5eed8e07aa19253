import { labelsIn } from '../../syntax/dockerfile/labels.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-label.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-label',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'image-vs-container',
  aka: ['hadolint/DL3049'],
  fix: 'none',

  *check(file, { policy: { labels } }) {
    const stage = finalStage(file.stages);
    if (!stage) return;
    const wanted = Object.keys(labels);
    if (wanted.length === 0) return;
    const own = lineage(stage)
      .flatMap(labelsIn)
      .filter(({ later }) => !later);
    // A key behind a variable may be any.
    if (own.some(({ pair }) => pair.key.dynamic)) return;
    const keys = new Set(own.map(({ key }) => key));
    for (const key of wanted) {
      if (keys.has(key)) continue;
      yield {
        at: stage.from.image?.span ?? stage.from.word.span,
        message: `The image has no label ${key}, which the settings ask for.`,
      };
    }
  },
};
export default rule;
