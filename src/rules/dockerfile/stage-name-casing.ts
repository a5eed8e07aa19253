import type { Dockerfile, Stage } from '../../syntax/dockerfile/model.ts';
import { originsOf } from '../../syntax/dockerfile/origins.ts';
import { stageNamed } from '../../syntax/dockerfile/stages.ts';
import { requote, type Word } from '../../syntax/word.ts';
import { type Edit, replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './stage-name-casing.md' with { type: 'text' };

const rule: Rule = {
  id: 'stage-name-casing',
  on: 'dockerfile',
  docs,
  severity: 'hint',
  profile: 'recommended',
  concept: 'small-images',
  aka: ['buildkit/StageNameCasing'],
  oncePerFile: 'in reports',
  fix: 'safe',
  about: ['AS'],

  *check(file) {
    for (const stage of file.stages) {
      const { name } = stage.from;
      if (!name || name.dynamic || name.text === name.text.toLowerCase()) continue;
      const lower = name.text.toLowerCase();
      yield {
        at: name.span,
        message: `Docker compares stage names in lower case: ${name.text} is the stage ${lower}.`,
        fixes: [
          {
            title: `Write ${lower} here and where it is used`,
            safe: true,
            edits: () => rename(file, stage, name, lower),
          },
        ],
      };
    }
  },
};
export default rule;

const rename = (file: Dockerfile, stage: Stage, name: Word, lower: string): readonly Edit[] => [
  replace(name.span, requote(name, lower)),
  ...file.stages.flatMap(({ parent, from: { image } }) =>
    parent === stage && image && !image.dynamic && image.text !== lower
      ? [replace(image.span, requote(image, lower))]
      : [],
  ),
  ...originsOf(file).flatMap(({ text, at, stage: user }) =>
    text !== lower && stageNamed(file.stages.slice(0, user.index), text) === stage
      ? [replace(at, slice(file.text, at).replace(text, lower))]
      : [],
  ),
];
