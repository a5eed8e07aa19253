import { type PythonKnowledge, packageFacts } from '../../data/python-knowledge.ts';
import { wrongName } from '../../data/wrong-names.ts';
import { type Installed, installsOf } from '../../image/installs/installed.ts';
import { mayInstall } from '../../project/asked-of-pip.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import { replace } from '../../text/edit.ts';
import { type Span, slice } from '../../text/span.ts';
import { editOfRequirement, placeOfRequirement } from '../placed-requirement.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './wrong-distribution-name.md' with { type: 'text' };

const rule: Rule = {
  id: 'wrong-distribution-name',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    const { packages } = project;
    if (!packages) return;
    const isWrong = (name: string): boolean => wrongName(packages, name) !== undefined;
    if (!mayInstall(file, isWrong) || elsewhere.test(file.text)) return;
    const { folder } = buildContext(file, project);
    const told = new Set<string>();
    for (const stage of file.stages) {
      for (const each of installsOf(file, stage, folder, project).python) {
        const key = `${each.file} ${each.at[0]}`;
        if (each.pip?.stage !== stage || each.pip.files === 'other' || told.has(key)) continue;
        const found = judge(each, file, project, packages);
        if (!found) continue;
        told.add(key);
        yield found;
      }
    }
  },
};
export default rule;

// Another index may have what PyPI has not.
const elsewhere = /pip\.conf|pip3? config|\b(?:PIP|UV)_\w*(?:INDEX|FIND_LINKS|CONFIG)/;

const judge = (
  installed: Installed,
  file: DockerfileIn,
  project: Project,
  packages: PythonKnowledge,
): Finding | undefined => {
  const { name, pip, version } = installed;
  const wrong = wrongName(packages, name);
  // Early releases of some were no refusals yet.
  if (!wrong || !pip || (wrong.why === 'refuses' && version !== '')) return undefined;
  const { right } = wrong;
  const problem =
    wrong.why === 'absent'
      ? `PyPI has no distribution ${name}, so pip finds no matching distribution`
      : `${name} on PyPI only says that it is the wrong name, and its install fails`;
  const span = right === undefined ? undefined : nameSpan(installed, file, project);
  const edit = span && right !== undefined ? replace(span, right) : undefined;
  return {
    ...placeOfRequirement({ ...installed, pip }, file),
    message: `${problem}${right === undefined ? '.' : `. Did you mean ${right}?`}`,
    ...(edit && hasRelease(right, version, packages)
      ? {
          fixes: [
            {
              title: `Install ${right}`,
              edits: () => [editOfRequirement(installed, file, edit)],
            },
          ],
        }
      : {}),
  };
};

/** Whether a distribution has the release that is pinned, if one is. */
const hasRelease = (
  name: string | undefined,
  version: string,
  packages: PythonKnowledge,
): boolean => {
  const release = pinnedRelease(version);
  const facts = name !== undefined ? packageFacts(packages, name) : undefined;
  return version === '' || (release !== undefined && (facts?.v.includes(release) ?? false));
};

/** Where the name is written, without extras. */
const nameSpan = (
  { at, file: path }: Installed,
  file: DockerfileIn,
  project: Project,
): Span | undefined => {
  if (path !== file.path)
    return project.requirements(path)?.entries.find(({ whole }) => whole[0] === at[0])?.span;
  const [, quote = '', name] = /^(["']?)([A-Za-z0-9._-]+)/.exec(slice(file.text, at)) ?? [];
  const start = at[0] + quote.length;
  return name === undefined ? undefined : [start, start + name.length];
};
