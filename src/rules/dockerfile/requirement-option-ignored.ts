import { installsOf } from '../../image/installs/installed.ts';
import { buildContext } from '../../project/context.ts';
import type { Requirement, Requirements } from '../../syntax/requirements.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { type Edit, insert, remove } from '../../text/edit.ts';
import { editOfRequirement, hasLists, placeOfRequirement } from '../placed-requirement.ts';
import type { Rule } from '../rule.ts';
import docs from './requirement-option-ignored.md' with { type: 'text' };

const rule: Rule = {
  id: 'requirement-option-ignored',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    if (!hasLists(project)) return;
    const told = new Set<Requirement>();
    const { folder } = buildContext(file, project);
    for (const stage of file.stages)
      for (const each of installsOf(file, stage, folder, project).python) {
        const { pip } = each;
        const list = pip && each.file !== file.path ? project.requirements(each.file) : undefined;
        const entry = list?.entries.find(({ whole }) => whole[0] === each.at[0]);
        if (!pip || !list || !entry?.misplaced || told.has(entry)) continue;
        told.add(entry);
        // What a line of its own says too is followed.
        const first = entry.misplaced.find(({ text }) => !list.options.includes(text));
        if (!first) continue;
        const isUv = pipInstall(pip.command)?.tool === 'uv';
        yield {
          ...placeOfRequirement(
            { ...each, at: [first.span[1] - first.text.length, first.span[1]], pip },
            file,
          ),
          message: isUv
            ? `uv does not take ${nameOf(first.text)} after a requirement, so it stops here.`
            : `pip ignores ${nameOf(first.text)} after a requirement, so it has no effect on ${entry.name}.`,
          fixes: [
            {
              title: `Move ${nameOf(first.text)} to a line of its own`,
              edits: () => moved(entry, list).map((edit) => editOfRequirement(each, file, edit)),
            },
          ],
        };
      }
  },
};
export default rule;

const nameOf = (option: string): string => option.split(/[=\s]/)[0] ?? option;

/** Puts the options of a requirement on lines before it, so that PyPI stays for the other requirements. */
const moved = ({ misplaced = [], span }: Requirement, list: Requirements): readonly Edit[] => {
  const alone = list.entries.length === 1;
  const lines = misplaced.map(({ text }) =>
    alone ? text : text.replace(/^(?:-i|--index-url)(?=[=\s])/, '--extra-index-url'),
  );
  return [
    insert(span[0], lines.map((line) => `${line}${list.lineEnd}`).join('')),
    ...misplaced.map((each) => remove(each.span)),
  ];
};
