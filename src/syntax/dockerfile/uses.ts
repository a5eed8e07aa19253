import { recent } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import type { Dockerfile, Stage } from './model.ts';
import { originsOf } from './origins.ts';

/** A stage that another one starts from, copies from or mounts; `at` is missing for FROM. */
export interface Use {
  readonly user: Stage;
  readonly used: Stage;
  readonly at?: Span;
}

/** Which stage uses which, by all words without a variable. */
export const usesOf = recent((file: Dockerfile): readonly Use[] => {
  const { stages } = file;
  const parents = stages.flatMap((user) => (user.parent ? [{ user, used: user.parent }] : []));
  const origins = originsOf(file).flatMap(({ text, at, stage: user }) => {
    const used = /^\d+$/.test(text)
      ? stages[Number(text)]
      : stages.findLast(({ name }) => name === text.toLowerCase());
    return used ? [{ user, used, at }] : [];
  });
  return [...parents, ...origins];
});
