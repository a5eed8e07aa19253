import { baseImage } from '../../data/base-images.ts';
import { startCommand } from '../../project/start-command.ts';
import { unusedUser } from '../../project/unused-user.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve } from '../../syntax/dockerfile/state.ts';
import type { Rule } from '../rule.ts';
import { startAs } from '../start-as.ts';
import docs from './root-user.md' with { type: 'text' };

const rule: Rule = {
  id: 'root-user',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'non-root-user',
  aka: ['hadolint/DL3002', 'trivy/DS-0002', 'checkov/CKV_DOCKER_3', 'checkov/CKV_DOCKER_8'],
  like: ['kube-linter/run-as-non-root'],
  fix: 'suggested',

  *check(file) {
    const stage = finalStage(file.stages);
    if (!stage) return;
    const { user } = finalState(file, stage);
    if (user) {
      const name = resolve(user, finalState(file, stage));
      if (name === undefined || !/^(?:root|0)(?::.*)?$/.test(name)) return;
      yield {
        at: user.span,
        message: 'The container starts as root, so whoever breaks into its process is root in it.',
      };
      return;
    }
    // created-user-unused names the user that could start it.
    if (unusedUser(file)) return;
    const image = rootImage(stage);
    if (!image || baseImage(image)?.user !== 'root' || !hasContent(stage)) return;
    const edit = startAs(file.text, stage, '10001');
    yield {
      at: stage.from.image?.span ?? stage.from.word.span,
      message: `No USER follows, so the container starts as root, as ${image.text} does.`,
      aka: ['trivy/DS-0002', 'checkov/CKV_DOCKER_3'],
      ...(edit && startCommand(stage)
        ? { fixes: [{ title: 'Start as user 10001', edits: () => [edit] }] }
        : {}),
    };
  },
};
export default rule;

/** A stage that only starts from an image, as while typing, is not judged yet. */
const hasContent = ({ instructions, parent }: Stage): boolean =>
  instructions.length > 0 || parent !== undefined;
