import type { Path } from '../text/path.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Rules whose findings are told in a Dockerfile, while the code or the requirement that causes them is in another file. */
const rules: ReadonlySet<string> = new Set([
  ...['missing-dependency', 'module-not-copied', 'removed-module', 'missing-system-library'],
  ...['missing-wheel', 'glibc-wheel-on-alpine', 'built-without-compiler'],
]);

/** The findings of a Dockerfile that have their other end in a file, as findings there, with their fixes. */
export const relatedFindings = (
  path: Path,
  dockerfile: Path,
  findings: readonly Diagnostic[],
): readonly Diagnostic[] =>
  findings.flatMap((finding) => {
    const end = finding.related?.find(({ file }) => file === path);
    if (!end || !rules.has(finding.rule.id)) return [];
    const { fixes, message } = finding;
    return [
      {
        ...finding,
        at: end.at,
        message: `${dockerfile}: ${message}`,
        related: [{ file: dockerfile, at: finding.at, message: 'the image that it is told of' }],
        shownFor: dockerfile,
        ...(fixes
          ? {
              fixes: fixes.map((fix) => ({
                ...fix,
                edits: () => fix.edits().map((edit) => ({ path: dockerfile, ...edit })),
              })),
            }
          : {}),
      },
    ];
  });
