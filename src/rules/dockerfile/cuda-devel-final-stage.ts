import { baseImage } from '../../data/base-images.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './cuda-devel-final-stage.md' with { type: 'text' };

const compilers: ReadonlySet<string> = new Set([
  'nvcc',
  'cmake',
  'make',
  'ninja',
  'gcc',
  'g++',
  'cargo',
  'bazel',
  'meson',
]);

const rule: Rule = {
  id: 'cuda-devel-final-stage',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'suggested',

  *check({ stages }) {
    const stage = finalStage(stages);
    const image = stage && rootImage(stage);
    if (!stage || !image?.tag || !baseImage(image)?.devel || !baseImage(image)?.cuda) return;
    const used = lineage(stage).flatMap(({ instructions }) => instructions);
    const starts = used.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
    if (
      !starts ||
      used.some(
        (each) =>
          each.keyword === 'RUN' && each.script.commands.some(({ name }) => compilers.has(name)),
      )
    )
      return;
    const word = lineage(stage).at(-1)?.from.image;
    if (!word) return;
    const runtime = word.dynamic ? undefined : word.raw.replace('-devel', '-runtime');
    yield {
      at: word.span,
      message: `${image.text} carries CUDA's compilers and headers, several gigabytes that running a model does not need.`,
      ...(runtime && runtime !== word.raw
        ? {
            fixes: [
              {
                title: 'Start from the -runtime image',
                edits: () => [replace(word.span, runtime)],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;
