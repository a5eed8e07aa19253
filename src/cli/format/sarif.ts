import type { Meta } from '../../rules/rule.ts';
import { aliasesOf, type Formatter, linesOf, pointsOf } from './report.ts';

const levels = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const;

/** SARIF 2.1.0 with one run. */
export const sarif: Formatter = (files) => {
  const rules = new Map<string, Meta>();
  for (const { findings } of files) for (const { rule } of findings) rules.set(rule.id, rule);
  const order = [...rules.keys()];
  const results = files.flatMap(({ path, text, findings, shown, textOf }) => {
    const lines = linesOf(text);
    return findings.map((finding) => ({
      ruleId: finding.rule.id,
      ruleIndex: order.indexOf(finding.rule.id),
      level: levels[finding.severity],
      message: { text: finding.message },
      locations: [location(path, pointsOf(lines, finding.at))],
      relatedLocations: (finding.related ?? []).map((place, id) => ({
        id,
        message: { text: place.message },
        ...location(shown(place.file), pointsOf(linesOf(textOf(place.file)), place.at)),
      })),
      properties: { aka: aliasesOf(finding), concept: finding.rule.concept },
    }));
  });
  const report = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'seaworthy', rules: [...rules.values()].map(described) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};

const location = (path: string, { start, end }: ReturnType<typeof pointsOf>): object => ({
  physicalLocation: {
    artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      charOffset: start.offset,
      charLength: end.offset - start.offset,
    },
  },
});

const described = ({ id, docs, severity }: Meta): object => {
  const [title = '', summary = ''] = docs.replace(/^# /, '').split('\n\n');
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: summary.replaceAll('\n', ' ').trim() },
    defaultConfiguration: { level: levels[severity] },
  };
};
