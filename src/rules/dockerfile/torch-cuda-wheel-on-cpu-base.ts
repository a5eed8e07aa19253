import { downloadOfTorch } from '../../data/torch-sizes.ts';
import { torchWithoutGpu } from '../../image/installs/default-torch.ts';
import type { InstalledByPip } from '../../image/installs/installed.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { insert } from '../../text/edit.ts';
import { editOfRequirement, placeOfRequirement } from '../placed-requirement.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './torch-cuda-wheel-on-cpu-base.md' with { type: 'text' };

const rule: Rule = {
  id: 'torch-cuda-wheel-on-cpu-base',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && torchWithoutGpu(file, stage, project);
    if (!found) return;
    const release = found.name === 'torch' ? pinnedRelease(found.version) : undefined;
    const size = release === undefined ? undefined : downloadOfTorch(release);
    const much = size === undefined ? 'some gigabytes' : `${size} GB`;
    const by = found.name === 'torch' ? '' : `${found.name} requires torch, and `;
    yield {
      ...placeOfRequirement(found, file),
      message: `${by}pip takes the build of torch for CUDA from PyPI, ${much} to download, but nothing here gives the container a GPU: the build for CPU is about a tenth of that.`,
      fixes: fixesOf(found, file, project),
    };
  },
};
export default rule;

const option = '--extra-index-url https://download.pytorch.org/whl/cpu';

const fixesOf = (found: InstalledByPip, file: DockerfileIn, project: Project): readonly Fix[] => {
  if (found.file === file.path) {
    const install = pipInstall(found.pip.command);
    if (!install) return [];
    const edits = () => [insert(install.span[1], ` ${option}`)];
    return [{ title: `Add ${option}`, edits }];
  }
  const listed = project.requirements(found.file);
  const [first] = listed?.entries ?? [];
  if (!listed || !first || listed.hashes || listed.complete) return [];
  const edit = insert(first.whole[0], `${option}${listed.lineEnd}`);
  return [{ title: `Add ${option} above`, edits: () => [editOfRequirement(found, file, edit)] }];
};
