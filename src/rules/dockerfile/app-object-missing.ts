import { absentApp } from '../../image/checks/interface.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './app-object-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'app-object-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && absentApp(file, stage, project);
    if (!found) return;
    const { module, name, other, path, server, word } = found;
    const says =
      server === 'uvicorn'
        ? `Attribute "${name}" not found in module "${module}".`
        : `Failed to find attribute '${name}' in '${module}'.`;
    const at = word.span[0] + word.raw.indexOf(':') + 1;
    const plain = word.raw.includes(`:${name}`) && !word.text.includes('(');
    yield {
      at: word.span,
      message: `${path} has nothing named ${name}, so ${server} stops: ${says}`,
      ...(other && plain
        ? {
            fixes: [
              {
                title: `Call ${other.name}`,
                edits: () => [replace([at, at + name.length], other.name)],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;
