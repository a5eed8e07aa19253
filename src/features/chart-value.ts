import type { ResourceIn } from '../project/project.ts';
import { type UsedValue, valuesIn } from '../syntax/kubernetes/chart.ts';
import { lineAt, lineSpan } from '../text/lines.ts';
import type { Path } from '../text/path.ts';
import { slice, touches } from '../text/span.ts';

/** The value that the template action at an offset puts in, and the file that says it, when that is the chart's own. */
export const chartValueAt = (
  { chart, lines, text }: ResourceIn,
  offset: number,
): (UsedValue & { readonly file: Path }) | undefined => {
  if (!chart) return undefined;
  const line = lineSpan(lines(), lineAt(lines(), offset));
  const used = valuesIn(slice(text, line), chart).find(({ at }) => touches(at, offset - line[0]));
  return used && { ...used, file: chart.file };
};
