import type { ResourceIn } from '../project/project.ts';
import type { Finding, Place } from '../rules/rule.ts';
import { actionsIn, pathOfAction } from '../syntax/kubernetes/chart.ts';
import { slice } from '../text/span.ts';

/** A finding in a template: with the values of the chart that it comes from, and without fixes that would overwrite an action. */
export const inTemplate = (finding: Finding, { chart, text }: ResourceIn): Finding => {
  const { at, fixes, related = [] } = finding;
  const values = actionsIn(slice(text, at)).flatMap(({ source }): Place[] => {
    const path = pathOfAction(source);
    const value = path === undefined ? undefined : chart?.values[path];
    return chart && path !== undefined && value
      ? [{ file: chart.file, at: value.at, message: path }]
      : [];
  });
  return {
    ...finding,
    ...(values.length > 0 ? { related: [...related, ...values] } : {}),
    ...(fixes
      ? {
          fixes: fixes.filter((fix) =>
            fix.edits().every(({ path, span }) => path !== undefined || !holdsAction(text, span)),
          ),
        }
      : {}),
  };
};

const holdsAction = (text: string, span: readonly [number, number]): boolean =>
  actionsIn(slice(text, span)).length > 0;
