import {
  type LostImport,
  type MovedImports,
  movedImports,
} from '../../image/checks/moved-imports.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { basename } from '../../text/path.ts';
import { listed } from '../../text/words.ts';
import { placeOfInstall } from '../install-place.ts';
import { keepOlder } from '../keep-older.ts';
import { placeOfRequirement } from '../placed-requirement.ts';
import type { Finding, Place, Rule } from '../rule.ts';
import docs from './import-of-older-release.md' with { type: 'text' };

const rule: Rule = {
  id: 'import-of-older-release',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['RUN'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    for (const each of stage ? movedImports(file, stage, project) : []) {
      if (!stage || elsewhere.test(file.text)) return;
      yield findingFor(each, file, stage, project);
    }
  },
};
export default rule;

// What takes releases from elsewhere, or changes the files during the build.
const elsewhere =
  /pip\.conf|pip3? config|\b(?:PIP|UV)_\w*(?:CONSTRAINT|OVERRIDE|INDEX|FIND_LINKS|CONFIG|EXCLUDE_NEWER)|\b(?:envsubst|perl)\b|conda|mamba/;

const mostListed = 3;

const findingFor = (
  found: MovedImports,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Finding => {
  const { asked, code, lost, taken } = found;
  const [first] = lost;
  const places = lost.slice(0, mostListed).map(
    ({ by, key, now }): Place => ({
      ...{ file: by.file, at: by.at },
      message: `the import of ${shown(key)}${now ? `, which is ${placeOf(now, asked.name)} now` : ''}`,
    }),
  );
  const fixes = taken === undefined ? [] : keepOlder(found, file, stage, project);
  return {
    ...placed(found, file, stage, places),
    message: `${basename(first?.by.file ?? code.entry.file)} imports ${what(lost)}, which ${asked.name} does not have ${since(lost)}, ${which(found)}: the container stops at the import.`,
    ...(taken === undefined ? {} : { severity: 'warning' as const }),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
};

const placed = (
  { asked, code }: MovedImports,
  file: DockerfileIn,
  stage: Stage,
  places: readonly Place[],
): Pick<Finding, 'at' | 'file' | 'related'> => {
  const { pip } = asked;
  return pip
    ? placeOfRequirement({ ...asked, pip }, file, places)
    : { at: placeOfInstall(stage, code.installs, code.entry.word), related: places };
};

const shown = (key: string): string => key.replace(':', '.');

const placeOf = ([distribution, key]: readonly [string, string], name: string): string =>
  distribution === name ? shown(key) : `${shown(key)} of ${distribution}`;

const what = (lost: readonly LostImport[]): string => {
  const names = lost.map(({ key }) => shown(key));
  const more = names.length - mostListed;
  return listed(more > 0 ? [...names.slice(0, mostListed), `${more} more`] : names);
};

const since = (lost: readonly LostImport[]): string => {
  const shownOnes = lost.slice(0, mostListed);
  return shownOnes.every(({ isFirst }) => isFirst)
    ? `since ${listed([...new Set(shownOnes.map(({ gone }) => gone))])}`
    : 'any more';
};

/** Which release there is, and why. */
const which = ({ asked, taken }: MovedImports): string => {
  const { name, version } = asked;
  if (taken === undefined) {
    const release = pinnedRelease(version);
    return release === undefined
      ? `and ${name}${version} is asked for`
      : `and ${name} ${release} is installed`;
  }
  const bound = version === '' ? 'nothing asks for an older one' : `${name}${version} allows it`;
  return `and pip takes ${taken} or a newer one, since ${bound}`;
};
