import { isContext } from '../../project/builds.ts';
import { originsOf } from '../../syntax/dockerfile/origins.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-from-untagged-image.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-from-untagged-image',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'tag-digest',
  aka: ['hadolint/DL3022'],
  fix: 'none',
  about: ['--from'],

  *check(file, project) {
    for (const { kind, text, at } of originsOf(file)) {
      if (kind !== 'bare' || text === 'scratch' || isContext(file, text, project)) continue;
      yield {
        at,
        message: `No stage is named ${text}, so this takes files from the image ${text}:latest, whatever that is on the day of the build.`,
      };
    }
  },
};
export default rule;
