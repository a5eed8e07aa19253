import type { Stage } from '../syntax/dockerfile/model.ts';
import { originsOf } from '../syntax/dockerfile/origins.ts';
import { usesOf } from '../syntax/dockerfile/uses.ts';
import { recent } from '../text/memo.ts';
import type { DockerfileIn, Project } from './project.ts';

/** The stages that BuildKit does not build, because no stage, mount or build of the project asks for them; none where a variable or a mistake hides that. */
export const unusedStages = (file: DockerfileIn, project: Project): readonly Stage[] =>
  file.stages.length < 2 ? [] : unusedIn(project)(file);

const unusedIn = recent((project: Project) => recent((file: DockerfileIn) => find(file, project)));

const find = (file: DockerfileIn, project: Project): readonly Stage[] => {
  const { stages, problems } = file;
  // An instruction that is not understood may name any stage, as a variable may.
  if (problems.length > 0 || stages.some(({ from }) => from.image?.dynamic)) return [];
  const copies = file.instructions.flatMap((each) => (each.keyword === 'COPY' ? [each] : []));
  if (copies.some(({ from }) => from?.dynamic)) return [];
  const origins = originsOf(file);
  // What is named by mistake may be one of them.
  if (origins.some(({ kind }) => kind === 'missing')) return [];
  const used = new Set(usesOf(file).map((use) => use.used));
  const built = new Set(
    project.builds(file.path).flatMap(({ target }) => target?.toLowerCase() ?? []),
  );
  const unused = stages.slice(0, -1).filter((stage) => !used.has(stage) && !isBuilt(stage, built));
  // Several named stages that nothing uses are targets of their own.
  const targets = unused.some(({ name }) => name !== undefined && !builder.test(name));
  const takes = origins.some(({ stage }) => stage === stages.at(-1));
  return unused.filter(
    ({ name }) => name === undefined || (!targets && !takes && builder.test(name)),
  );
};

/** Whether a build has a stage as its target, by its name or its number. */
const isBuilt = ({ index, name }: Stage, targets: ReadonlySet<string>): boolean =>
  targets.has(String(index)) || (name !== undefined && targets.has(name));

/** Names that say that a stage works for another one. */
const builder = /^(?:build(?:er|-env|-stage)?|compiler?|deps|dependencies)$/;
