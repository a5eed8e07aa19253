import { compare } from '@renovatebot/pep440';
import { compiledPackages } from '../../data/compiled-packages.ts';
import { type Unbuilt, type UnbuiltIn, unbuiltIn } from '../../image/installs/unbuilt.ts';
import { imageName } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import { groupedBy, relatedTo, titleOf } from '../unbuilt.ts';
import docs from './built-without-compiler.md' with { type: 'text' };

const rule: Rule = {
  id: 'built-without-compiler',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'system-libraries',
  fix: 'none',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    for (const each of unbuiltIn(file, project)) {
      const { image, installs, unbuilt } = each;
      // Of other images it is not known whether a compiler is inside.
      if (installs.aptOpen || imageName(image) !== 'python') continue;
      const lacking = unbuilt.filter(
        (one) => one.why === 'compiled' && missingFor(one, each).length > 0,
      );
      for (const [at, group] of groupedBy(lacking, ({ installed }) => installed.pip.at)) {
        const missing = new Set(group.flatMap((one) => missingFor(one, each)));
        const instead = group.flatMap(
          ({ installed: { name } }) => compiledPackages[name]?.instead ?? [],
        );
        const [has, it] = group.length > 1 ? ['have', 'them'] : ['has', 'it'];
        yield {
          at,
          message: `${titleOf(group)} ${has} no wheel for ${systemOf(group, each)}, so pip compiles ${it}, and ${image.text} has no ${[...missing].join(' and no ')}${instead.length > 0 ? `: ${instead.join(' and ')} has wheels` : ''}.`,
          related: relatedTo(group, file),
        };
      }
    }
  },
};
export default rule;

const compilers = /^(?:gcc|g\+\+|clang|cc)(?:-\d+)?$|^build-essential$/;

// Other packages that bring what a build asks for, or may: Debian's packages with headers depend on pkg-config as a rule.
const bringers: Readonly<Record<string, RegExp>> = {
  'libpq-dev': /^postgresql/,
  'default-libmysqlclient-dev': /mysql.*-dev|mariadb.*-dev/,
  'libcairo2-dev': /-dev$/,
  'portaudio19-dev': /portaudio/,
  'pkg-config':
    /^pkg-?conf|^(?!(?:python3?|default-libmysqlclient|libmysqlclient|libmariadb|libmariadbclient|libpq|libffi|libssl)-dev$).*-dev(?:$|-)/,
};

/** Whether a release of mysqlclient is one of those that ask mysql_config. */
const asksOtherwise = (name: string, release: string | undefined): boolean =>
  name === 'mysqlclient' && release !== undefined && compare(release, '2.2.0') < 0;

/** What the build of a distribution asks for that the stage does not have. */
const missingFor = (
  { installed, release }: Unbuilt,
  { base, installs }: UnbuiltIn,
): readonly string[] => {
  const has = [...installs.apt];
  const headers = compiledPackages[installed.name]?.headers ?? [];
  return [
    ...(has.some((name) => compilers.test(name)) ? [] : ['C compiler (gcc)']),
    ...headers.filter(
      (name) =>
        !installs.apt.has(name) &&
        !has.some((each) => bringers[name]?.test(each)) &&
        // Alpine has other names for most.
        (base.libc !== 'musl' || name === 'libpq-dev') &&
        !(name === 'pkg-config' && asksOtherwise(installed.name, release)),
    ),
  ];
};

const systemOf = (group: readonly Unbuilt[], { base }: UnbuiltIn): string =>
  group.every(({ minors }) => minors.length === 0)
    ? 'Linux'
    : base.libc === 'musl'
      ? `Python ${base.python} on Alpine`
      : `Python ${base.python}`;
