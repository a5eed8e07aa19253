import type { Dockerfile, Stage } from '../../syntax/dockerfile/model.ts';
import { stageNamed } from '../../syntax/dockerfile/stages.ts';
import { requote, type Word } from '../../syntax/word.ts';
import { type Edit, replace } from '../../text/edit.ts';
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
  ...file.stages.flatMap((each) => usesIn(file, each, stage, lower)),
];

/** The words of a stage that name `target`, written otherwise than `lower`. */
const usesIn = (
  { stages }: Dockerfile,
  each: Stage,
  target: Stage,
  lower: string,
): readonly Edit[] => {
  const words = [
    ...(each.parent === target && each.from.image ? [each.from.image] : []),
    ...each.instructions.flatMap((instruction) =>
      instruction.keyword === 'COPY' && instruction.from ? [instruction.from] : [],
    ),
  ];
  return words
    .filter(
      (word) =>
        !word.dynamic &&
        word.text !== lower &&
        stageNamed(stages.slice(0, each.index), word.text) === target,
    )
    .map((word) => replace(word.span, requote(word, lower)));
};
