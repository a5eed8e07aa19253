import type { Meta } from '../rules/rule.ts';
import { remove } from '../text/edit.ts';
import { nearest } from '../text/nearest.ts';
import type { Diagnostic } from './diagnostic.ts';
import { codeName, ruleNames } from './invalid-setting.ts';
import { type Settings, severityOf } from './settings.ts';
import type { Suppression } from './suppressions.ts';
import docs from './unused-ignore.md' with { type: 'text' };

/** An ignore comment that silences nothing. */
export const unusedIgnoreMeta: Meta = {
  id: 'unused-ignore',
  docs,
  severity: 'hint',
  profile: 'recommended',
  concept: 'promote-and-ci',
  fix: 'safe',
};

/** Diagnostics for the names in our own comments that silenced nothing; `used` holds the offsets of those that did. */
export const unusedIgnore = (
  suppressions: readonly Suppression[],
  used: ReadonlySet<number>,
  settings: Settings,
): readonly Diagnostic[] => {
  const severity = severityOf(unusedIgnoreMeta, settings);
  if (severity === 'off') return [];
  return suppressions
    .filter(({ own }) => own)
    .flatMap(({ names, comment }) =>
      names
        .filter(({ at }) => !used.has(at[0]))
        .map(({ name, at }) => ({
          rule: unusedIgnoreMeta,
          severity,
          at,
          message: `Nothing here is silenced by "${name}".${meantBy(name)}`,
          tag: 'unnecessary' as const,
          ...(names.length > 1
            ? {}
            : {
                fixes: [
                  {
                    title: 'Remove the comment',
                    safe: true as const,
                    edits: () => [remove(comment)],
                  },
                ],
              }),
        })),
    );
};

/** The rule that a name is a slip of, as a question. */
const meantBy = (name: string): string => {
  if (ruleNames().has(name) || codeName.test(name)) return '';
  const near = nearest(name, ruleNames());
  return near === undefined ? '' : ` Did you mean ${near}?`;
};
