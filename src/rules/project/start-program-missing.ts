import { type BareScript, bareScript } from '../../image/checks/bare-script.ts';
import { otherInterface } from '../../image/checks/interface.ts';
import { type MissingProgram, missingProgram } from '../../image/checks/start-program.ts';
import type { Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import { imageName } from '../../text/image.ts';
import { addRequirement } from '../add-requirement.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import { startAsModule } from '../start-as-module.ts';
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
    const bare = stage && bareScript(file, stage, project);
    if (bare) yield startedBare(bare, stage);
    const found = stage && missingProgram(file, stage, project);
    if (bare || !found) return;
    // Where the server could not call the application, installing it does not help.
    const fixes = otherInterface(file, stage, project) ? [] : fixesOf(found, stage, project);
    yield { at: found.word.span, message: messageOf(found), fixes };
  },
};
export default rule;

const startedBare = ({ path, word }: BareScript, stage: Stage): Finding => {
  const image = rootImage(stage);
  const python = image && imageName(image) === 'python';
  const text = word.raw.startsWith('"') ? '"python", ' : 'python ';
  return {
    at: word.span,
    message: `${word.text} is looked for in PATH, and it is only at ${path}, so the container does not start: exec: "${word.text}": executable file not found in $PATH.`,
    fixes: python
      ? [{ title: `Start python ${word.text}`, edits: () => [insert(word.span[0], text)] }]
      : [],
  };
};

const messageOf = (found: MissingProgram): string => {
  const { module, name } = found;
  if (found.why === 'left behind')
    return `${name} is not in the image, so the container stops at once: only site-packages is copied from ${found.copy.from?.text}, and the program is in the bin directory beside it.`;
  if (found.why === 'other image')
    return `${name} is not in the image, so the container stops at once: it comes with ${found.image}, not with ${found.base}.`;
  if (found.why === 'other stage')
    return `${name} is not in the image, so the container stops at once: pip installs it in ${found.copy.from?.text}, and only ${found.copy.sources.map(({ text }) => text).join(', ')} is copied from there.`;
  const what = module ? `the module ${name}` : `the program ${name}`;
  return `Nothing here installs ${found.distribution}, so the container stops at once: ${what} is not in the image.`;
};

const fixesOf = (found: MissingProgram, stage: Stage, project: Project): readonly Fix[] => {
  if (found.why === 'not installed') {
    return addRequirement(found.distribution, found.installs, stage, project);
  }
  return found.why === 'left behind' ? startAsModule(found.word, found.name) : [];
};
