import type { ResourceIn } from '../project/project.ts';
import { actionsIn, type ChartValue, pathOfAction } from '../syntax/kubernetes/chart.ts';
import { lineAt, lineSpan } from '../text/lines.ts';
import type { Path } from '../text/path.ts';
import { type Span, slice, touches } from '../text/span.ts';

/** A value of the chart that a template puts in. */
export interface UsedValue {
  /** The action in the template. */
  readonly at: Span;
  /** `image.tag` */
  readonly path: string;
  readonly value: ChartValue['value'];
  readonly definition: { readonly file: Path; readonly at: Span };
}

/** The value that the template action at an offset puts in, when the chart's own `values.yaml` says it. */
export const chartValueAt = (
  { chart, lines, text }: ResourceIn,
  offset: number,
): UsedValue | undefined => {
  if (!chart) return undefined;
  const line = lineSpan(lines(), lineAt(lines(), offset));
  for (const { at, source } of actionsIn(slice(text, line))) {
    const span: Span = [line[0] + at, line[0] + at + source.length];
    const path = pathOfAction(source);
    const known = path === undefined ? undefined : chart.values[path];
    if (path === undefined || !known || !touches(span, offset)) continue;
    return { at: span, path, value: known.value, definition: { file: chart.file, at: known.at } };
  }
  return undefined;
};
