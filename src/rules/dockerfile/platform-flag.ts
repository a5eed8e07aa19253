import { platformError } from '../../data/platforms.ts';
import type { Flag, Stage } from '../../syntax/dockerfile/model.ts';
import { remove } from '../../text/edit.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './platform-flag.md' with { type: 'text' };

const rule: Rule = {
  id: 'platform-flag',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'portability-limits-architecture',
  aka: [
    'buildkit/FromPlatformFlagConstDisallowed',
    'buildkit/RedundantTargetPlatform',
    'hadolint/DL3029',
    'hadolint/DL3065',
  ],
  fix: 'suggested',
  oncePerMessage: true,
  about: ['--platform'],

  *check({ stages, text }) {
    for (const stage of stages) {
      const flag = stage.from.flags.find(({ name }) => name === 'platform');
      const finding =
        flag &&
        (stage === stages.at(-1)
          ? (shipped(stage, flag) ?? judge(stage, flag))
          : judge(stage, flag));
      if (!flag || !finding) continue;
      const blanks = /^[ \t]*/.exec(text.slice(flag.span[1]))?.[0].length ?? 0;
      yield {
        ...finding,
        fixes: [
          {
            title: 'Remove --platform',
            edits: () => [remove([flag.span[0], flag.span[1] + blanks])],
          },
        ],
      };
    }
  },
};
export default rule;

/** The last stage, when it is built for the builder and starts a program: the image has the builder's CPU. */
const shipped = (
  { image, instructions }: Stage,
  { value, span }: Flag,
): Omit<Finding, 'fixes'> | undefined => {
  if (!/^\$(?:BUILDPLATFORM|\{BUILDPLATFORM\})$/.test(value?.text ?? '')) return undefined;
  const starts = instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  if (!starts || !image || image.text === 'scratch') return undefined;
  return {
    at: span,
    message:
      'The image has the CPU of the machine that builds it, whatever platform is asked for, so it does not run, or runs emulated, on others.',
    aka: [],
  };
};

const judge = ({ name }: Stage, { value, span }: Flag): Omit<Finding, 'fixes'> | undefined => {
  const platform = value?.text ?? '';
  if (/^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(platform)) {
    return {
      at: span,
      message: 'A stage is built for the target platform anyway, so this flag says nothing.',
      aka: ['buildkit/RedundantTargetPlatform', 'hadolint/DL3065'],
    };
  }
  if (platform === '' || value?.dynamic || platformError(platform)) return undefined;
  // A stage named after its platform is one of several that belong together.
  const words = platform.toLowerCase().split('/');
  if (words.some((word) => name?.split(/[-_.]/).includes(word) || name?.includes(word)))
    return undefined;
  return {
    at: span,
    message: `This stage is built for ${platform} whatever platform is asked for, so it does not run, or runs emulated, on others.`,
    aka: ['buildkit/FromPlatformFlagConstDisallowed', 'hadolint/DL3029'],
  };
};
