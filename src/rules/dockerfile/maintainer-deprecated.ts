import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './maintainer-deprecated.md' with { type: 'text' };

const rule: Rule = {
  id: 'maintainer-deprecated',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'registry',
  aka: [
    'buildkit/MaintainerDeprecated',
    'hadolint/DL4000',
    'trivy/DS-0022',
    'checkov/CKV_DOCKER_6',
  ],
  fix: 'safe',
  about: ['MAINTAINER'],

  *check({ instructions, text }) {
    for (const { keyword, span, operands, word } of instructions) {
      if (keyword !== 'MAINTAINER') continue;
      const name = slice(text, operands).trim();
      const plain = name !== '' && !/[\\\n$]/.test(name);
      yield {
        at: span,
        message: 'MAINTAINER is deprecated; a label says the same and tools read it.',
        tag: 'deprecated',
        ...(plain
          ? {
              fixes: [
                {
                  title: 'Write it as a LABEL',
                  safe: true,
                  edits: () => [
                    replace(
                      span,
                      `${word.raw === 'maintainer' ? 'label' : 'LABEL'} org.opencontainers.image.authors=${quoted(name)}`,
                    ),
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

const quoted = (name: string): string =>
  `"${name.replace(/^(["'])(.*)\1$/, '$2').replaceAll('"', '\\"')}"`;
