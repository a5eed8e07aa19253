import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Meta } from '../rules/rule.ts';
import { titleOf } from '../rules/title.ts';
import { compileConcepts } from './concepts.ts';

/** The README with its generated parts, between `<!-- name -->` and `<!-- /name -->`, written anew. */
export const readmeText = (root: string, rules: readonly Meta[]): string => {
  const parts: Readonly<Record<string, string>> = {
    rules: rulesTable(root, rules),
    curriculum: curriculum(root),
  };
  let text = readFileSync(join(root, 'README.md'), 'utf8');
  for (const [name, part] of Object.entries(parts)) {
    text = text.replace(
      new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
      (_, open: string, close: string) => `${open}\n${part}\n\n${close}`,
    );
  }
  return text;
};

const fixes = { safe: 'safe', suggested: 'yes', none: '' } as const;

const rulesTable = (root: string, rules: readonly Meta[]): string => {
  const rows = rules.map((rule) => {
    const family = ['dockerfile', 'kubernetes', 'project'].find((name) =>
      exists(join(root, 'src/rules', name, `${rule.id}.md`)),
    );
    const page = family ? `src/rules/${family}/${rule.id}.md` : `src/lint/${rule.id}.md`;
    const aka = (rule.aka ?? []).map((name) => name.slice(name.indexOf('/') + 1)).join(', ');
    return `| [\`${rule.id}\`](${page}) | ${titleOf(rule)} | ${rule.severity}${rule.profile === 'strict' ? ', strict' : ''} | ${fixes[rule.fix]} | ${aka} |`;
  });
  return [
    '| rule | what it finds | severity | fix | elsewhere |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
};

const exists = (file: string): boolean => {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
};

const curriculum = (root: string): string => {
  const { index } = compileConcepts(join(root, 'src/learn/concepts'));
  const items = index.concepts.flatMap((concept) => concept.items);
  const count = (kind: string): number => items.filter((item) => item.kind === kind).length;
  const modules = index.modules.map(
    ({ title, id }) => `${title} (${index.concepts.filter(({ module }) => module === id).length})`,
  );
  return `${index.concepts.length} concepts in ${index.modules.length} modules: ${modules.join(', ')}. They hold ${count('question')} questions with a reason for every option, ${count('card')} cards, ${count('practice')} worked exercises and ${count('explain')} prompts to explain in your own words.`;
};
