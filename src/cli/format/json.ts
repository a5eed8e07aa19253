import { aliasesOf, countsOf, type Formatter, linesOf, pointsOf } from './report.ts';

/** The machine-readable report, version 1. */
export const json: Formatter = (files) => {
  const report = {
    version: 1,
    files: files.map(({ path, kind, text, findings, shown, textOf }) => {
      const lines = linesOf(text);
      return {
        path,
        kind,
        findings: findings.map((finding) => ({
          rule: finding.rule.id,
          aka: aliasesOf(finding),
          severity: finding.severity,
          message: finding.message,
          ...pointsOf(lines, finding.at),
          concept: finding.rule.concept,
          related: (finding.related ?? []).map((place) => ({
            path: shown(place.file),
            message: place.message,
            ...pointsOf(linesOf(textOf(place.file)), place.at),
          })),
          fixes: (finding.fixes ?? []).map((fix) => ({
            title: fix.title,
            safe: fix.safe === true,
            edits: fix.edits().map((edit) => ({
              path: edit.path === undefined ? path : shown(edit.path),
              start: edit.span[0],
              end: edit.span[1],
              text: edit.text,
            })),
          })),
        })),
      };
    }),
    summary: { files: files.length, ...countsOf(files) },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};
