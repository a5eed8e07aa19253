import type { DockerfileIn, Project } from '../../project/project.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './syntax-error.md' with { type: 'text' };

const names = {
  port: 'hadolint/DL3011',
  onbuild: 'hadolint/DL3043',
  order: 'hadolint/DL3061',
} as const;

const rule: Rule = {
  id: 'syntax-error',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  aka: [...Object.values(names), 'hadolint/DL1000'],
  fix: 'suggested',

  *check(file, project) {
    const { instructions, problems, stages, text } = file;
    const [first] = instructions;
    if (isEmpty(file, project))
      yield {
        at: [0, text.search(/\r?\n|$/)],
        message:
          'This file has no instructions, so a build stops with "file with no instructions".',
        aka: [],
      };
    if (first && stages.length === 0 && problems.length === 0)
      yield {
        at: first.span,
        message: 'There is no FROM, so a build stops with "no build stage in current context".',
        aka: [],
      };
    for (const { kind, span, message, instead, about } of problems) {
      if (kind !== 'syntax') continue;
      const fixes = instead
        ? [{ title: `Write ${instead}`, edits: () => [replace(span, instead)] }]
        : [];
      // hadolint takes a broken JSON array for shell form, as Docker does.
      const name = about === 'json' ? undefined : about ? names[about] : 'hadolint/DL1000';
      yield { at: span, message, aka: name ? [name] : [], fixes };
    }
  },
};
export default rule;

/** Whether a file has comments only; of one without any text, whether something builds it: else it is only just made. */
const isEmpty = ({ instructions, path, problems, text }: DockerfileIn, project: Project): boolean =>
  instructions.length === 0 &&
  problems.length === 0 &&
  (text.trim() !== '' || project.builds(path).length > 0);
