import { tooNew } from '../../data/too-new.ts';
import { type Broken, brokenByNewer } from '../../image/installs/too-new.ts';
import { mayInstall } from '../../project/asked-of-pip.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import { editOfRequirement, placeOfRequirement } from '../placed-requirement.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './dependency-too-new.md' with { type: 'text' };

const rule: Rule = {
  id: 'dependency-too-new',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const isKnown = (name: string): boolean => tooNew.some((pair) => pair.name === name);
    if (!stage || !mayInstall(file, isKnown) || elsewhere.test(file.text)) return;
    for (const broken of brokenByNewer(file, stage, project)) {
      const { asked, by, pair, release, taken } = broken;
      const { partner, since } = pair;
      const when = pair.at === 'import' ? 'importing it fails' : 'its first call fails';
      yield {
        ...placeOfRequirement(asked, file, [
          { file: by.file, at: by.at, message: 'the code imports it here' },
        ]),
        message: `${pair.name} ${release} does not work with ${partner} ${since} and newer, and nothing here asks for ${partner}<${since}, so pip takes ${partner} ${taken} and ${when}: ${shortened(pair.error)}.`,
        ...(pair.at === 'import' ? {} : { severity: 'warning' as const }),
        fixes: [askForOlder(broken, file, project)],
      };
    }
  },
};
export default rule;

const elsewhere =
  /pip\.conf|pip3? config|\b(?:PIP|UV)_\w*(?:CONSTRAINT|OVERRIDE|INDEX|FIND_LINKS|CONFIG|EXCLUDE_NEWER)|conda|mamba/;

const longest = 90;

/** The first part of an error of Python. */
const shortened = (error: string): string => {
  const [first = ''] = error.split(', truncate');
  return first.length > longest ? `${first.slice(0, longest)}…` : first;
};

const askForOlder = ({ asked, pair }: Broken, file: DockerfileIn, project: Project): Fix => {
  const { lineEnd = '\n' } = project.requirements(asked.file) ?? {};
  const wanted = `${pair.partner}<${pair.since}`;
  const edit =
    asked.file === file.path
      ? insert(asked.at[1], ` "${wanted}"`)
      : insert(asked.at[0], `${wanted}${lineEnd}`);
  return { title: `Add ${wanted}`, edits: () => [editOfRequirement(asked, file, edit)] };
};
