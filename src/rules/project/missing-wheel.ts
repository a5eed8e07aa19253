import { judge, type Unbuilt, type UnbuiltIn, unbuiltIn } from '../../image/installs/unbuilt.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import { groupedBy, relatedTo, titleOf } from '../unbuilt.ts';
import docs from './missing-wheel.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-wheel',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    for (const each of unbuiltIn(file, project)) {
      const from = (lineage(each.stage).at(-1) ?? each.stage).from;
      const place = from.image?.span ?? from.span;
      const lacking = each.unbuilt.filter(({ why }) => why === 'python');
      const groups = groupedBy(lacking, ({ installed }) =>
        installed.file === file.path ? installed.at : place,
      );
      for (const [at, group] of groups) yield findingFor(at, group, each, file, project);
    }
  },
};
export default rule;

const findingFor = (
  at: Span,
  group: readonly Unbuilt[],
  { base, image, stage, unbuilt }: UnbuiltIn,
  file: DockerfileIn,
  project: Project,
): Finding => {
  const [first] = group;
  const python = base.python ?? '';
  const known = group.length === 1 ? (first?.minors ?? []) : [];
  const wheels =
    known.length > 0
      ? `has wheels for Python ${textOf(known, first?.exact === true)} only, and ${image.text} is Python ${python}`
      : `${group.length > 1 ? 'have' : 'has'} no wheel for Python ${python} of ${image.text}, and no sources that it takes`;
  const fix = newestFor(unbuilt, file, project, stage, python);
  return {
    at,
    message: `${titleOf(group)} ${wheels}: pip finds no matching distribution.`,
    related: relatedTo(group, file),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  };
};

/** `3.9 to 3.12`; `3.12 and older` where the oldest is not certain. */
const textOf = (minors: readonly number[], exact: boolean): string => {
  const [first = 0] = minors;
  const last = minors.at(-1) ?? first;
  if (!exact) return `3.${last} and older`;
  return first === last
    ? `3.${first}`
    : `3.${first} ${last === first + 1 ? 'and' : 'to'} 3.${last}`;
};

const oldest = 10;

/** Changes the tag to the newest Python that all of them have wheels for; undefined when it is not written plainly, or there is none still in use. */
const newestFor = (
  unbuilt: readonly Unbuilt[],
  file: DockerfileIn,
  project: Project,
  stage: UnbuiltIn['stage'],
  python: string,
): Fix | undefined => {
  const { image, span } = (lineage(stage).at(-1) ?? stage).from;
  const { packages } = project;
  const [, before, after] = /^(python:)3\.\d+(-slim)?$/.exec(image?.text ?? '') ?? [];
  if (!image || !packages || before === undefined || span === undefined) return undefined;
  for (let minor = Number(python.slice(2)) - 1; minor >= oldest; minor--) {
    const fits = unbuilt.every(
      ({ installed, why }) =>
        why === 'compiled' || judge(installed, 'glibc', `3.${minor}`, packages) === undefined,
    );
    if (!fits || !unbuilt.every(({ minors }) => minors.includes(minor))) continue;
    const text = `${before}3.${minor}${after ?? ''}`;
    if (file.text.slice(...image.span) !== image.text) return undefined;
    return { title: `Change to ${text}`, edits: () => [replace(image.span, text)] };
  }
  return undefined;
};
