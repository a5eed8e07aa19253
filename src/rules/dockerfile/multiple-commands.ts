import type { Start } from '../../syntax/dockerfile/model.ts';
import { remove } from '../../text/edit.ts';
import { wholeLines } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './multiple-commands.md' with { type: 'text' };

const rule: Rule = {
  id: 'multiple-commands',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  aka: [
    'buildkit/MultipleInstructionsDisallowed',
    'hadolint/DL4003',
    'hadolint/DL4004',
    'hadolint/DL3012',
    'trivy/DS-0007',
    'trivy/DS-0016',
    'trivy/DS-0023',
  ],
  fix: 'safe',
  about: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'],

  *check({ stages, lines, path }) {
    for (const { instructions } of stages) {
      const later = new Map<Start['keyword'], Start>();
      for (const instruction of instructions.toReversed()) {
        if (
          instruction.keyword !== 'CMD' &&
          instruction.keyword !== 'ENTRYPOINT' &&
          instruction.keyword !== 'HEALTHCHECK'
        )
          continue;
        const winner = later.get(instruction.keyword);
        later.set(instruction.keyword, winner ?? instruction);
        if (!winner) continue;
        yield {
          at: instruction.span,
          message: `Only the last ${instruction.keyword} of a stage counts, so this one does nothing.`,
          aka: [...names[instruction.keyword], 'buildkit/MultipleInstructionsDisallowed'],
          tag: 'unnecessary',
          related: [
            { file: path, at: winner.span, message: `the ${instruction.keyword} that counts` },
          ],
          fixes: [
            {
              title: `Delete this ${instruction.keyword}`,
              safe: true,
              edits: () => [remove(wholeLines(lines(), instruction.span))],
            },
          ],
        };
      }
    }
  },
};
export default rule;

const names = {
  CMD: ['hadolint/DL4003', 'trivy/DS-0016'],
  ENTRYPOINT: ['hadolint/DL4004', 'trivy/DS-0007'],
  HEALTHCHECK: ['hadolint/DL3012', 'trivy/DS-0023'],
} as const;
