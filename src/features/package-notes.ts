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
  return [
    ...(imports.length > 0 ? [`- imported as ${imports.slice(0, most).map(code).join(', ')}`] : []),
    ...(brings.length > 0
      ? [
          `- brings ${brings.slice(0, most).map(code).join(', ')}${brings.length > most ? ` and ${brings.length - most} more` : ''}`,
        ]
      : []),
    ...libraries.map(
      ({ needs }) =>
        `- needs ${needs.map(({ apt }) => code(apt[0] ?? '')).join(' and ')} of the system, or fails with ${code(needs[0]?.error ?? '')}`,
    ),
  ];
};

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
