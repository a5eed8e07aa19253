import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildkitChecks, hadolintCodes, withoutRule } from '../data/peer-names.ts';
import type { Meta } from '../rules/rule.ts';
import { titleOf } from '../rules/title.ts';
import { compileConcepts } from './concepts.ts';

/** The README with its generated parts, between `<!-- name -->` and `<!-- /name -->`, written anew. */
export const readmeText = (root: string, rules: readonly Meta[]): string => {
  const parts: Readonly<Record<string, string>> = {
    rules: rulesTable(root, rules),
    peers: peersTable(root, rules),
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

/** Where a rule's page stands in the repository. */
const pageOf = (root: string, { id }: Meta): string => {
  const family = ['dockerfile', 'kubernetes', 'project'].find((name) =>
    exists(join(root, 'src/rules', name, `${id}.md`)),
  );
  return family ? `src/rules/${family}/${id}.md` : `src/lint/${id}.md`;
};

/** Every name of hadolint and BuildKit with the rules that make its finding. */
const peersTable = (root: string, rules: readonly Meta[]): string => {
  const row = (tool: string, name: string): string => {
    const found = rules.filter(({ aka }) => aka?.some((alias) => alias === `${tool}/${name}`));
    const list = (column: (rule: Meta) => string): string =>
      [...new Set(found.map(column))].filter((each) => each !== '').join(', ');
    const ids = list((rule) => `[\`${rule.id}\`](${pageOf(root, rule)})`);
    const rest = `${list(({ profile }) => profile)} | ${list(({ fix }) => fixes[fix])}`;
    return `| ${name} | ${found.length > 0 ? `${ids} | ${rest}` : `${withoutRule[name] ?? 'missing'} | |`} |`;
  };
  return [
    '| hadolint, BuildKit | rule | profile | fix |',
    '|---|---|---|---|',
    ...hadolintCodes.map((code) => row('hadolint', code)),
    ...[...buildkitChecks.keys()].map((name) => row('buildkit', name)),
  ].join('\n');
};

const rulesTable = (root: string, rules: readonly Meta[]): string => {
  const rows = rules.map((rule) => {
    const page = pageOf(root, rule);
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
