import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  kubeLinterDefaults,
  kubeLinterOthers,
  kubeScoreChecks,
  polarisChecks,
} from '../data/kubernetes-peers.ts';
import { buildkitChecks, hadolintCodes, withoutRule } from '../data/peer-names.ts';
import { podSecurityChecks } from '../data/pod-security.ts';
import type { Meta } from '../rules/rule.ts';
import { titleOf } from '../rules/title.ts';
import { compileConcepts } from './concepts.ts';

/** The README with its generated parts, between `<!-- name -->` and `<!-- /name -->`, written anew. */
export const readmeText = (root: string, rules: readonly Meta[]): string => {
  const parts: Readonly<Record<string, string>> = {
    rules: rulesTable(root, rules),
    peers: dockerfilePeers(root, rules),
    'kubernetes-peers': kubernetesPeers(root, rules),
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

/** A table of other tools' names with the rules that make their findings. */
const peersTable = (
  root: string,
  rules: readonly Meta[],
  title: string,
  names: readonly string[],
): string => {
  const row = (alias: string): string => {
    const name = alias.slice(alias.indexOf('/') + 1);
    const found = rules.filter(({ aka }) => aka?.some((each) => each === alias));
    const list = (column: (rule: Meta) => string): string =>
      [...new Set(found.map(column))].filter((each) => each !== '').join(', ');
    const ids = list((rule) => `[\`${rule.id}\`](${pageOf(root, rule)})`);
    const rest = `${list(({ profile }) => profile)} | ${list(({ fix }) => fixes[fix])}`;
    return `| ${name} | ${found.length > 0 ? `${ids} | ${rest}` : `${withoutRule[name] ?? 'missing'} | |`} |`;
  };
  return [`| ${title} | rule | profile | fix |`, '|---|---|---|---|', ...names.map(row)].join('\n');
};

const dockerfilePeers = (root: string, rules: readonly Meta[]): string =>
  peersTable(root, rules, 'hadolint, BuildKit', [
    ...hadolintCodes.map((code) => `hadolint/${code}`),
    ...[...buildkitChecks.keys()].map((name) => `buildkit/${name}`),
  ]);

const kubernetesPeers = (root: string, rules: readonly Meta[]): string =>
  [
    peersTable(
      root,
      rules,
      'kube-linter',
      [...kubeLinterDefaults, ...kubeLinterOthers].sort().map((name) => `kube-linter/${name}`),
    ),
    peersTable(
      root,
      rules,
      'kube-score',
      kubeScoreChecks.map((name) => `kube-score/${name}`),
    ),
    peersTable(
      root,
      rules,
      'Polaris',
      polarisChecks.map((name) => `polaris/${name}`),
    ),
    peersTable(
      root,
      rules,
      'Pod Security Standards',
      [...podSecurityChecks.keys()].map((name) => `pss/${name}`),
    ),
  ].join('\n\n');

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
  const [cards, questions, fixes] = [count('card'), count('question'), count('fix')];
  const rows: readonly (readonly [element: string, before: string, here: string])[] = [
    ['ways to learn, chosen by the learner', '10, without names', '10, suggested by what is due'],
    [
      'a short page to read',
      '2',
      `${index.concepts.length}, each with its limits and wrong beliefs`,
    ],
    ['cards with a level', '5', `${cards}, graded and scheduled`],
    ['questions with four options', '10', `${questions}, a reason for every option`],
    ['answers in your own words, by ideas', '2', `${count('explain')}, with the words that count`],
    ['worked practice', '5', `${count('practice')}, with three hints`],
    ['a test of ten with a verdict', '1 topic', 'every topic, by points for difficulty'],
    ['hints', 'one', 'up to three, from a question to nearly the step'],
    ['what a file will do', '', `${count('predict')}, keys from the analysis`],
    ['lines to put into an order', '', `${count('order')}, every right order counts`],
    ['a file to mend in the editor', '', `${fixes}, checked as you type`],
    ['questions about your own files', '', 'made from your Dockerfiles and manifests'],
    [
      'a map, and progress',
      'a counter',
      'the links of your project; mastery, reviews, calibration',
    ],
  ];
  return [
    `${index.concepts.length} concepts in ${index.modules.length} modules: ${modules.join(', ')}. They hold ${questions} questions with a reason for every option, ${cards} cards, ${count('practice')} worked exercises, ${count('predict')} predictions, ${count('order')} orders, ${fixes} files to mend and ${count('explain')} prompts to explain in your own words.`,
    '',
    '| what there is | on the two pages we began from | here |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
};
