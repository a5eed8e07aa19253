import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const families = ['dockerfile', 'kubernetes', 'project'] as const;

/** The ids of all rules by family, in alphabetical order. */
export const ruleIds = (root: string): readonly { family: string; id: string }[] =>
  families.flatMap((family) =>
    readdirSync(join(root, 'src/rules', family))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ family, id: name.slice(0, -3) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );

const camel = (id: string): string =>
  id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The text of src/rules/catalogue.generated.ts. */
export const catalogueText = (root: string): string => {
  const rules = ruleIds(root);
  const imports = rules.map(({ family, id }) => `import ${camel(id)} from './${family}/${id}.ts';`);
  const names = rules.map(({ id }) => `  ${camel(id)},`);
  return [
    '// Generated from the files of this folder by `npm run generate`. Do not edit.',
    ...imports,
    "import type { Rule } from './rule.ts';",
    '',
    '/** All rules in order of family and id. */',
    'export const catalogue: readonly Rule[] = [',
    ...names,
    '];',
    '',
  ].join('\n');
};
