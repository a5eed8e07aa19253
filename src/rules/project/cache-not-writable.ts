import { homeless } from '../../image/checks/home.ts';
import { startDownload } from '../../image/start/download.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { isSetByService } from '../../project/services.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { finalState, variableIn } from '../../syntax/dockerfile/state.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import { basename } from '../../text/path.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './cache-not-writable.md' with { type: 'text' };

const variables = [
  'HF_HOME',
  'HF_HUB_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'TRANSFORMERS_CACHE',
  'XDG_CACHE_HOME',
  'HOME',
  'HF_HUB_OFFLINE',
  'TRANSFORMERS_OFFLINE',
  'SENTENCE_TRANSFORMERS_HOME',
  'HF_DATASETS_CACHE',
];

const rule: Rule = {
  id: 'cache-not-writable',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'non-root-user',
  fix: 'suggested',
  about: ['USER'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && homeless(file, stage, project);
    if (!stage || !found) return;
    const state = finalState(file, stage);
    if (variables.some((name) => variableIn(state, name))) return;
    const use = startDownload(file, stage, project);
    if (!use || isSetElsewhere(file, project)) return;
    const { home, user, word } = found;
    const cache = `${home === '/' ? '' : home}/.cache/huggingface`;
    yield {
      at: word.span,
      message: `${basename(use.path)} downloads ${use.download.name ?? 'a model'} into ${cache}, which user ${user} cannot write: ${home === '/' ? 'no account has this ID, so the home directory is /' : `${home} is not made`}.`,
      related: [{ file: use.path, at: use.download.span, message: 'what downloads' }],
      fixes: [writableCache(file, stage)],
    };
  },
};
export default rule;

/** Whether a manifest, a compose file or the like sets one of the variables. */
const isSetElsewhere = (file: DockerfileIn, project: Project): boolean =>
  variables.some(
    (name) =>
      (name !== 'HOME' && project.mentioned(name)) ||
      isSetByService(file, name, project) ||
      project
        .objects()
        .some(({ workload }) => workload?.containers.some(({ env }) => env.includes(name))),
  );

const writableCache = (file: DockerfileIn, stage: Stage): Fix => ({
  title: 'Set HF_HOME to a directory in /tmp',
  edits: () => {
    const user = stage.instructions.findLast(({ keyword }) => keyword === 'USER');
    if (!user) return [];
    const word = user.word.raw === user.word.raw.toLowerCase() ? 'env' : 'ENV';
    return [
      insert(aboveOf(file.text, user), `${word} HF_HOME=/tmp/huggingface${lineEndOf(file.text)}`),
    ];
  },
});
