import { closedVolumes } from '../../image/checks/closed-volumes.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './volume-not-writable.md' with { type: 'text' };

const rule: Rule = {
  id: 'volume-not-writable',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'non-root-user',
  fix: 'suggested',
  about: ['FROM'],

  *check(file, project) {
    for (const { compose, instruction, owned, service, user, volume } of closedVolumes(
      file,
      project,
    )) {
      const { source, target } = volume;
      const why = owned ? 'which belongs to root in the image' : 'which the image does not have';
      yield {
        file: compose,
        at: volume.at,
        message: `Service ${service.name} runs as ${user} and cannot write to ${target}: the volume ${source} is mounted there, ${why}, so Docker makes it with root as its owner.`,
        ...(instruction
          ? {
              related: [
                {
                  file: file.path,
                  at: instruction.words[0]?.span ?? instruction.span,
                  message: 'the user of the image',
                },
              ],
              fixes: [
                {
                  title: `Make ${target} for ${user} in the image`,
                  edits: () => [
                    {
                      ...insert(
                        aboveOf(file.text, instruction),
                        `RUN mkdir -p ${target} && chown ${user} ${target}${lineEndOf(file.text)}`,
                      ),
                      path: file.path,
                    },
                  ],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;
