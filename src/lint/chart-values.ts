import type { ResourceIn } from '../project/project.ts';
import type { Finding, Place } from '../rules/rule.ts';
import { endsPart, holdsAction, valuesIn } from '../syntax/kubernetes/chart.ts';
import { slice } from '../text/span.ts';

/** A finding in a template: with the values of the chart that it comes from, and without fixes that would overwrite an action. */
export const inTemplate = (finding: Finding, { chart, text }: ResourceIn): Finding => {
  const { at, fixes, related = [] } = finding;
  const values = chart
    ? valuesIn(slice(text, at), chart).map(
        ({ known, path }): Place => ({ file: chart.file, at: known.at, message: path }),
      )
    : [];
  return {
    ...finding,
    ...(values.length > 0 ? { related: [...related, ...values] } : {}),
    ...(fixes
      ? {
          fixes: fixes.filter((fix) =>
            fix
              .edits()
              .every(
                ({ path, span }) =>
                  path !== undefined ||
                  !(holdsAction(slice(text, span)) || endsPart(text, span[1])),
              ),
          ),
        }
      : {}),
  };
};
