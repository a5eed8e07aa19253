import { movedEnvironment } from '../../image/checks/moved-environment.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import type { Rule } from '../rule.ts';
import { startAsModule } from '../start-as-module.ts';
import docs from './moved-environment.md' with { type: 'text' };

const rule: Rule = {
  id: 'moved-environment',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'suggested',
  about: ['COPY'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && movedEnvironment(file, stage, project);
    const [source] = found?.copy.sources ?? [];
    if (!found || !source) return;
    const { copy, from, name, program, to } = found;
    yield {
      at: [source.span[0], copy.target?.span[1] ?? source.span[1]],
      message: `The virtual environment of ${from} is copied to ${to}: its programs begin with #!${from}/bin/python, which is not there, so ${name} does not start.`,
      related: [{ file: file.path, at: program.span, message: 'the program that is started' }],
      fixes: startAsModule(program, name),
    };
  },
};
export default rule;
