import { type MissingProgram, missingProgram } from '../../image/checks/start-program.ts';
import type { Project } from '../../project/project.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import { addRequirement } from '../add-requirement.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './start-program-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'start-program-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && missingProgram(file, stage, project);
    if (!found) return;
    yield { at: found.word.span, message: messageOf(found), fixes: fixesOf(found, project) };
  },
};
export default rule;

const messageOf = (found: MissingProgram): string => {
  const { module, name } = found;
  if (found.why === 'left behind')
    return `${name} is not in the image, so the container stops at once: only site-packages is copied from ${found.copy.from?.text}, and the program is in the bin directory beside it.`;
  const what = module ? `the module ${name}` : `the program ${name}`;
  return `Nothing here installs ${found.distribution}, so the container stops at once: ${what} is not in the image.`;
};

// Distributions that start as modules too; checked by their wheels, 2026-11.
const runsAsModule: ReadonlySet<string> = new Set([
  ...['celery', 'flask', 'gunicorn', 'hypercorn', 'streamlit', 'uvicorn', 'fastapi'],
]);

const fixesOf = (found: MissingProgram, project: Project): readonly Fix[] => {
  if (found.why === 'not installed') {
    return addRequirement(found.distribution, found.installs, project);
  }
  const { name, word } = found;
  if (!runsAsModule.has(name) || (word.raw !== name && word.raw !== `"${name}"`)) return [];
  const before = word.raw === name ? 'python -m ' : '"python", "-m", ';
  return [{ title: `Start ${name} with python -m`, edits: () => [insert(word.span[0], before)] }];
};
