import { type PythonKnowledge, packageFacts } from '../data/python-knowledge.ts';
import { systemLibraries } from '../data/system-libraries.ts';
import { closureOf, type Wanted } from '../project/closure.ts';
import { code } from './markdown.ts';

const most = 8;

/** What is known of a distribution, as rows of Markdown: its modules, what it brings, what it needs of the system. */
export const packageNotes = (wanted: Wanted, packages: PythonKnowledge): readonly string[] => {
  const { name } = wanted;
  const imports = Object.entries(packages.imports).flatMap(([module, distributions]) =>
    distributions.includes(name) ? [module] : [],
  );
  const brings = broughtBy(wanted, packages);
  const libraries = systemLibraries.filter(
    ({ distributions, loadedBy = {} }) =>
      distributions.includes(name) || Object.hasOwn(loadedBy, name),
  );
  const size = sizeOf([name], packages);
  const all = sizeOf([name, ...brings], packages);
  return [
    ...(imports.length > 0 ? [`- imported as ${imports.slice(0, most).map(code).join(', ')}`] : []),
    ...(brings.length > 0
      ? [
          `- brings ${brings.slice(0, most).map(code).join(', ')}${brings.length > most ? ` and ${brings.length - most} more` : ''}`,
        ]
      : []),
    ...(all > 0
      ? [`- ${shown(size)} to download${all > size ? `, ${shown(all)} with what it brings` : ''}`]
      : []),
    ...libraries.map(
      ({ needs }) =>
        `- needs ${needs.map(({ apt }) => code(apt[0] ?? '')).join(' and ')} of the system, or fails with ${code(needs[0]?.error ?? '')}`,
    ),
  ];
};

/** The megabytes of the newest releases of some distributions; those of less than one count for nothing. */
const sizeOf = (names: readonly string[], { sizes }: PythonKnowledge): number =>
  names.reduce((sum, name) => sum + (Object.hasOwn(sizes, name) ? (sizes[name] ?? 0) : 0), 0);

const shown = (megabytes: number): string =>
  megabytes === 0
    ? 'less than 1 MB'
    : megabytes < 1000
      ? `about ${megabytes} MB`
      : `about ${(megabytes / 1000).toFixed(1)} GB`;

/** Rows of a distribution under its name, with the month of the facts. */
export const packageText = (name: string, rows: readonly string[], facts: string): string =>
  [`**${code(name)}** on PyPI`, '', ...rows, '', `*Facts of ${facts.slice(0, 7)}.*`].join('\n');

/** What its newest fitting releases bring with them. */
const broughtBy = (wanted: Wanted, packages: PythonKnowledge): readonly string[] =>
  packageFacts(packages, wanted.name)
    ? [...closureOf([wanted], undefined, packages).likely]
        .filter((each) => each !== wanted.name)
        .sort()
    : [];
