import type { Stage } from '../../syntax/dockerfile/model.ts';
import { originsOf } from '../../syntax/dockerfile/origins.ts';
import { usesOf } from '../../syntax/dockerfile/uses.ts';
import type { Rule } from '../rule.ts';
import docs from './unreachable-stage.md' with { type: 'text' };

const rule: Rule = {
  id: 'unreachable-stage',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'none',
  about: ['FROM'],

  *check(file, project) {
    const { stages, problems } = file;
    // An instruction that is not understood may name any stage, as a variable may.
    if (problems.length > 0) return;
    if (stages.length < 2 || stages.some(({ from }) => from.image?.dynamic)) return;
    const copies = file.instructions.flatMap((each) => (each.keyword === 'COPY' ? [each] : []));
    if (copies.some(({ from }) => from?.dynamic)) return;
    const used = new Set(usesOf(file).map((use) => use.used));
    const built = new Set(
      project.builds(file.path).flatMap(({ target }) => target?.toLowerCase() ?? []),
    );
    const unused = stages
      .slice(0, -1)
      .filter((stage) => !used.has(stage) && !isBuilt(stage, built));
    // Several named stages that nothing uses are targets of their own.
    const targets = unused.some(({ name }) => name !== undefined && !builder.test(name));
    const origins = originsOf(file);
    // What is named by mistake may be this stage.
    if (origins.some(({ kind }) => kind === 'missing')) return;
    const takes = origins.some(({ stage }) => stage === stages.at(-1));
    for (const { name, from } of unused) {
      if (name !== undefined && (targets || takes || !builder.test(name))) continue;
      const word = from.image ?? from.word;
      yield {
        at: word.span,
        message: `Nothing takes a file from ${name ? `stage ${name}` : 'this stage'}, so it is not built, and what it does is in no image.`,
      };
    }
  },
};
export default rule;

/** Whether a build has a stage as its target, by its name or its number. */
const isBuilt = ({ index, name }: Stage, targets: ReadonlySet<string>): boolean =>
  targets.has(String(index)) || (name !== undefined && targets.has(name));

/** Names that say that a stage works for another one. */
const builder = /^(?:build(?:er|-env|-stage)?|compiler?|deps|dependencies)$/;
