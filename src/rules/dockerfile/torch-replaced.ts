import { downloadOfTorch } from '../../data/torch-sizes.ts';
import { type ReplacedTorch, replacedTorch } from '../../image/installs/replaced-torch.ts';
import { mayInstall } from '../../project/asked-of-pip.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { placeOfRequirement } from '../placed-requirement.ts';
import type { Place, Rule } from '../rule.ts';
import docs from './torch-replaced.md' with { type: 'text' };

const rule: Rule = {
  id: 'torch-replaced',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'none',
  about: ['pip', 'python', 'uv'],
  holds: ['torch'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    if (!stage || !mayInstall(file, () => true)) return;
    const found = replacedTorch(file, stage, project);
    if (!found) return;
    const { by, from, release, wanted } = found;
    const image = rootImage(stage)?.text;
    const earlier = from === 'base' ? `that ${image} has` : 'that was installed before';
    yield {
      ...placeOfRequirement(by, file, placesOf(found)),
      message: `${by.name === 'torch' ? `torch${wanted}` : `${by.name}${by.version} requires torch${wanted}, and`} replaces the torch ${release} ${earlier}: its layer stays in the image${sizeOf(found)}.`,
    };
  },
};
export default rule;

const placesOf = ({ from }: ReplacedTorch): readonly Place[] =>
  from === 'base'
    ? []
    : [{ file: from.file, at: from.at, message: `brings ${from.name}${from.version}` }];

/** How much is left below, where the build is the one of PyPI, or that of the base image, which is as large. */
const sizeOf = ({ from, release }: ReplacedTorch): string => {
  const known = from === 'base' || (from.pip.files === 'pypi' && !from.version.includes('+'));
  const size = known ? downloadOfTorch(release) : undefined;
  return size === undefined ? '' : `, ${size} GB that nothing uses`;
};
