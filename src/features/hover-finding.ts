import type { Diagnostic } from '../lint/diagnostic.ts';
import { titleOf } from '../rules/title.ts';
import { join } from '../text/span.ts';
import type { Hover } from './features.ts';

/**
 * The hover of findings: title, why, and links. Links carry `{{uri}}` where the editor puts the file's address.
 * `pages` holds the rules' whole pages by id.
 */
export const hoverFindings = (
  findings: readonly Diagnostic[],
  pages: Readonly<Record<string, string>>,
): Hover | undefined => {
  const [first, ...others] = findings;
  if (!first) return undefined;
  const parts = findings.map((finding) => {
    const page = pages[finding.rule.id] ?? finding.rule.docs;
    const title = titleOf(finding.rule);
    const why =
      /^## Why it matters\n+([\s\S]*?)\n+## /m.exec(page)?.[1]?.replace(/\s*\n\s*/g, ' ') ?? '';
    const target =
      encodeURIComponent(`[{"rule":"${finding.rule.id}","uri":"`) +
      '{{uri}}' +
      encodeURIComponent(`","start":${finding.at[0]}}]`);
    const fix = finding.fixes?.length
      ? `[Fix](command:seaworthy.showFixes?${target} "Show the fixes") · `
      : '';
    // A finding of a Dockerfile is suppressed there.
    const ignore =
      finding.shownFor === undefined
        ? `[Ignore here](command:seaworthy.ignoreFinding?${target} "Write an ignore comment") · `
        : '';
    return `**${title}**\n\n${why}\n\n${fix}[Learn why](command:seaworthy.learn?${target} "Open the lesson about it") · ${ignore}${aliases(finding)}`;
  });
  const at = others.reduce((span, each) => join(span, each.at), first.at);
  return { at, markdown: parts.join('\n\n---\n\n') };
};

const aliases = ({ rule, aka }: Diagnostic): string => {
  const names = [
    ...new Set([...(aka ?? rule.aka ?? [])].map((each) => each.slice(each.indexOf('/') + 1))),
  ];
  return `\`${rule.id}\`${names.length ? ` (${names.join(', ')})` : ''}`;
};
