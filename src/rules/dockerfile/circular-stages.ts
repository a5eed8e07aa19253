import type { Stage } from '../../syntax/dockerfile/model.ts';
import { originsOf } from '../../syntax/dockerfile/origins.ts';
import { type Use, usesOf } from '../../syntax/dockerfile/uses.ts';
import { lazy } from '../../text/memo.ts';
import type { Rule } from '../rule.ts';
import docs from './circular-stages.md' with { type: 'text' };

const rule: Rule = {
  id: 'circular-stages',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',
  about: ['--from'],

  *check(file) {
    // A circle goes over a stage further down.
    if (!originsOf(file).some(({ kind }) => kind === 'later' || kind === 'missing')) return;
    const uses = usesOf(file);
    const needs = lazy(() => byUser(uses));
    for (const { user, used, at } of uses) {
      if (!at || used.index <= user.index || !reaches(needs(), used, user)) continue;
      yield {
        at,
        message: `${named(user)} takes files from ${named(used).toLowerCase()}, which needs ${named(user).toLowerCase()} itself, so neither can be built.`,
        related: [{ file: file.path, at: used.from.span, message: `${named(used)} begins here` }],
      };
    }
  },
};
export default rule;

const named = ({ name, index }: Stage): string => (name ? `Stage ${name}` : `Stage ${index}`);

const byUser = (uses: readonly Use[]): ReadonlyMap<Stage, readonly Use[]> => {
  const result = new Map<Stage, Use[]>();
  for (const use of uses) {
    const known = result.get(use.user);
    if (known) known.push(use);
    else result.set(use.user, [use]);
  }
  return result;
};

/** Whether a stage needs another one, over any number of steps. */
const reaches = (needs: ReadonlyMap<Stage, readonly Use[]>, from: Stage, to: Stage): boolean => {
  const seen = new Set([from]);
  const open = [from];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at === to) return true;
    for (const { used } of needs.get(at) ?? []) {
      if (seen.has(used)) continue;
      seen.add(used);
      open.push(used);
    }
  }
  return false;
};
