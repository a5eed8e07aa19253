import { compare } from '@renovatebot/pep440';
import { installsOf } from '../../image/installs/installed.ts';
import { takenIn } from '../../image/installs/too-new.ts';
import { providedBy } from '../../image/provided.ts';
import { buildContext } from '../../project/context.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { finalState, variableIn } from '../../syntax/dockerfile/state.ts';
import { addRequirement } from '../add-requirement.ts';
import type { Rule } from '../rule.ts';
import docs from './hf-transfer-missing.md' with { type: 'text' };

const variable = 'HF_HUB_ENABLE_HF_TRANSFER';

// Read in the wheels of huggingface_hub on PyPI, 2026-11-30: 0.12.1 to 0.36.0 raise ValueError, 1.0.0 has no hf_transfer.
const since = '0.12.1';
const goneIn = '1.0.0';

const rule: Rule = {
  id: 'hf-transfer-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  about: ['ENV'],
  holds: [variable],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const set = stage && variableIn(finalState(file, stage), variable);
    const { packages } = project;
    if (!stage || !packages || set?.from !== 'ENV' || !set.declared) return;
    if (!/^(?:1|on|yes|true)$/i.test(set.value ?? '')) return;
    const release = takenIn(file, stage, 'huggingface-hub', project);
    if (!release || compare(release, since) < 0 || compare(release, goneIn) >= 0) return;
    const installs = installsOf(file, stage, buildContext(file, project).folder, project);
    const provided = providedBy(installs, packages, stage);
    if (!provided || provided.has('hf-transfer')) return;
    yield {
      at: set.declared.span,
      message: `${variable} is set and nothing installs hf_transfer: downloads by huggingface_hub ${release} stop with ValueError.`,
      fixes: addRequirement('hf-transfer', installs, stage, project),
    };
  },
};
export default rule;
