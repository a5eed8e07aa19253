import { firstForNumpy2 } from '../../data/numpy-abi.ts';
import { compiledForNumpy1, type ForNumpy1 } from '../../image/installs/numpy-abi.ts';
import { mayInstall } from '../../project/asked-of-pip.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import { insert } from '../../text/edit.ts';
import { listed } from '../../text/words.ts';
import { editOfRequirement, placeOfRequirement } from '../placed-requirement.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import docs from './numpy-too-new.md' with { type: 'text' };

const rule: Rule = {
  id: 'numpy-too-new',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    const { packages } = project;
    const isKnown = (name: string): boolean => firstForNumpy2(name) !== undefined;
    if (!packages || !mayInstall(file, isKnown) || elsewhere.test(file.text)) return;
    const told = new Set<string>();
    for (const stage of file.stages) {
      const old = compiledForNumpy1(file, stage, project, packages);
      const [first] = old;
      const key = first && `${first.file} ${first.at[0]}`;
      if (!first || key === undefined || told.has(key)) continue;
      told.add(key);
      yield findingFor(first, old, file, project);
    }
  },
};
export default rule;

const elsewhere =
  /pip\.conf|pip3? config|\b(?:PIP|UV)_(?:CONSTRAINT|OVERRIDE|NO_BINARY)|conda|mamba/;

const findingFor = (
  first: ForNumpy1,
  old: readonly ForNumpy1[],
  file: DockerfileIn,
  project: Project,
): Finding => {
  const titles = new Set(old.map(({ name, version }) => `${name} ${pinnedRelease(version)}`));
  const [were, them] = titles.size > 1 ? ['were', 'one of them'] : ['was', 'it'];
  const others = old.slice(1).map(({ at, file: path, name }) => ({
    ...{ file: path, at },
    message: `${name} too`,
  }));
  return {
    ...placeOfRequirement(first, file, others),
    message: `${listed([...titles])} ${were} compiled for NumPy 1, and nothing here asks for numpy<2, so pip takes NumPy 2 and importing ${them} fails.`,
    fixes: [askForNumpy1(first, file, project)],
  };
};

const askForNumpy1 = (first: ForNumpy1, dockerfile: DockerfileIn, project: Project): Fix => {
  const { at, file } = first;
  const { lineEnd = '\n' } = project.requirements(file) ?? {};
  const edit =
    file === dockerfile.path ? insert(at[1], ' "numpy<2"') : insert(at[0], `numpy<2${lineEnd}`);
  return { title: 'Add numpy<2', edits: () => [editOfRequirement(first, dockerfile, edit)] };
};
