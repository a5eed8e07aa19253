import { installsOf } from '../../image/installs/installed.ts';
import { indexVariables, mayInstall, setsIndex } from '../../project/asked-of-pip.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { baseOf } from '../../project/stage-base.ts';
import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { insert } from '../../text/edit.ts';
import type { Path } from '../../text/path.ts';
import { editOfRequirement, placeOfRequirement } from '../placed-requirement.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './torch-build-without-index.md' with { type: 'text' };

const rule: Rule = {
  id: 'torch-build-without-index',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    yield* inRequirements(file, project);
    for (const { run, command } of callsOf(file)) {
      const install = pipInstall(command);
      if (!install || hasOption(install.options, ...indexes) || run.script.broken) continue;
      // A requirements file may name the index.
      if (install.requirements.length + install.constraints.length > 0) continue;
      if (command.assignments.some(({ text }) => indexVariables.test(text))) continue;
      for (const { name, version, word } of install.packages) {
        const build = buildOf(name, version);
        if (!build || word.dynamic) continue;
        if (setsIndex(file)) return;
        const index = indexOf(build);
        yield {
          at: word.span,
          message: messageFor(name, build),
          fixes: [
            {
              title: `Add --extra-index-url ${index}`,
              edits: () => [insert(install.span[1], ` --extra-index-url ${index}`)],
            },
          ],
        };
        break;
      }
    }
  },
};
export default rule;

/** The first such build in each requirements file that the Dockerfile installs, where neither names another index. */
function* inRequirements(file: DockerfileIn, project: Project): Generator<Finding> {
  if (!mayInstall(file, () => false) || setsIndex(file) || changesText.test(file.text)) return;
  const { folder } = buildContext(file, project);
  const seen = new Set<Path>();
  for (const stage of file.stages) {
    // Another image may have settings of pip.
    if (!baseOf(stage)) continue;
    for (const each of installsOf(file, stage, folder, project).python) {
      const { at, name, pip, version } = each;
      if (each.file === file.path || pip?.files !== 'pypi' || pip.maybe || seen.has(each.file))
        continue;
      const build = buildOf(name, version);
      const listed = build && project.requirements(each.file);
      if (!build || !listed) continue;
      seen.add(each.file);
      const option = `--extra-index-url ${indexOf(build)}`;
      yield {
        ...placeOfRequirement({ ...each, pip }, file),
        message: messageFor(name, build),
        fixes: [
          {
            title: `Add ${option} above`,
            edits: () => [
              editOfRequirement(each, file, insert(at[0], `${option}${listed.lineEnd}`)),
            ],
          },
        ],
      };
    }
  }
}

/** The build of PyTorch that a version names: `cpu`, `cu126`; undefined for others. */
const buildOf = (name: string, version: string): string | undefined =>
  /^torch(?:vision|audio)?$/.test(name)
    ? /^={2,3}[\w.]+\+(cu\d+|cpu|rocm[\d.]+)$/.exec(version)?.[1]
    : undefined;

const indexOf = (build: string): string => `https://download.pytorch.org/whl/${build}`;

const messageFor = (name: string, build: string): string =>
  `PyPI has no build +${build} of ${name}, so pip finds no matching distribution; it is on download.pytorch.org.`;

// What may write an index into the requirements file during the build.
const changesText =
  /\b(?:sed|awk|envsubst|tee|ex|perl)\b|requirements[\w.-]*["']?\s*<<|>>\s*\S*requirements/;

const indexes = [
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '--index',
  '--default-index',
  '--torch-backend',
  '--no-index',
];
