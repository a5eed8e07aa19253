import { compare } from '@renovatebot/pep440';
import { takenIn } from '../../image/installs/too-new.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { finalState, variableIn } from '../../syntax/dockerfile/state.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './hf-deprecated-env.md' with { type: 'text' };

// Read in the wheels of transformers on PyPI, 2026-11-30: 4.36.0 names HF_HUB_CACHE first and warns, 5.0.0 holds none of the names.
const old = ['TRANSFORMERS_CACHE', 'PYTORCH_TRANSFORMERS_CACHE', 'PYTORCH_PRETRAINED_BERT_CACHE'];
const deprecatedIn = '4.36.0';
const goneIn = '5.0.0';

/** The variables that are read instead, all of which lead to the same directory. */
const current = ['HF_HUB_CACHE', 'HF_HOME', 'HUGGINGFACE_HUB_CACHE'];

const rule: Rule = {
  id: 'hf-deprecated-env',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'model-artifact',
  fix: 'suggested',
  about: ['ENV'],
  holds: [...old],

  *check(file, project) {
    const stage = finalStage(file.stages);
    if (!stage) return;
    const state = finalState(file, stage);
    if (current.some((name) => variableIn(state, name))) return;
    const found = lineage(stage)
      .flatMap(({ instructions }) =>
        instructions.flatMap((each) => (each.keyword === 'ENV' ? each.pairs : [])),
      )
      .find(({ key }) => old.some((name) => name === key.text));
    if (!found) return;
    const release = takenIn(file, stage, 'transformers', project);
    if (release !== undefined && compare(release, deprecatedIn) < 0) return;
    const gone = release !== undefined && compare(release, goneIn) >= 0;
    const { key } = found;
    yield {
      at: key.span,
      ...(gone ? { severity: 'warning' as const } : {}),
      message: gone
        ? `transformers ${release} does not read ${key.text}, so models are kept below ~/.cache/huggingface instead: the variable is HF_HUB_CACHE.`
        : `${key.text} is deprecated, and transformers 5 does not read it: the variable is HF_HUB_CACHE.`,
      fixes: [
        { title: 'Change to HF_HUB_CACHE', edits: () => [replace(key.span, 'HF_HUB_CACHE')] },
      ],
    };
  },
};
export default rule;
