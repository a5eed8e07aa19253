import { baseImage } from '../../data/base-images.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { resolve, runsIn } from '../../syntax/dockerfile/state.ts';
import { remove } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './sudo-in-run.md' with { type: 'text' };

const rule: Rule = {
  id: 'sudo-in-run',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'non-root-user',
  aka: ['hadolint/DL3004', 'trivy/DS-0010', 'checkov/CKV2_DOCKER_1'],
  oncePerMessage: true,
  fix: 'suggested',
  about: ['sudo'],

  *check(file) {
    for (const stage of file.stages) {
      const image = rootImage(lineage(stage).at(-1) ?? stage);
      const inherited = image && baseImage(image)?.user;
      for (const { run, state } of runsIn(file, stage)) {
        const user = state.user ? resolve(state.user, state) : (state.baseUser ?? inherited);
        const root = user === 'root' || user === '0';
        const sudos = run.script.commands.flatMap(({ name, words: [sudo, program] }) =>
          name === 'sudo' && sudo ? [{ sudo, program }] : [],
        );
        const [first] = sudos;
        if (!first) continue;
        const plain =
          root &&
          sudos.every(
            ({ program }) =>
              program && !program.text.startsWith('-') && !program.text.includes('='),
          );
        yield {
          at: first.sudo.span,
          message: root
            ? 'This RUN is executed as root already, so sudo adds nothing.'
            : 'sudo in a build gives rights that USER root before this RUN would give visibly, and slim images have no sudo.',
          ...(plain
            ? {
                fixes: [
                  {
                    title: 'Remove sudo',
                    edits: () =>
                      sudos.flatMap(({ sudo, program }) =>
                        program ? [remove([sudo.span[0], program.span[0]])] : [],
                      ),
                  },
                ],
              }
            : {}),
        };
      }
    }
  },
};
export default rule;
