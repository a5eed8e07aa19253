import { type ImageRef, parseImage } from '../../text/image.ts';
import { expand, type Lookup } from './expand.ts';
import type { Dockerfile, From, Instruction, Stage } from './model.ts';

/** The variables that BuildKit sets for every build. */
export const automaticArgs: ReadonlySet<string> = new Set(
  ['TARGET', 'BUILD'].flatMap((side) =>
    ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => side + part),
  ),
);

/** The stages of a file with their parents and images; ARG defaults before the first FROM are put in. */
export const readStages = (instructions: readonly Instruction[]): readonly Stage[] => {
  const lookup = globalArgs(instructions);
  const stages: Stage[] = [];
  const byName = new Map<string, Stage>();
  const froms = instructions.filter((instruction) => instruction.keyword === 'FROM');
  for (const [index, from] of froms.entries()) {
    const end = froms[index + 1]?.index ?? instructions.length;
    const own = instructions.slice(from.index + 1, end);
    const stage = { ...stageOf(from, byName, lookup), index, from, instructions: own };
    stages.push(stage);
    if (stage.name !== undefined) byName.set(stage.name, stage);
  }
  return stages;
};

const stageOf = (
  from: From,
  earlier: ReadonlyMap<string, Stage>,
  lookup: Lookup,
): { name?: string; image?: ImageRef; parent?: Stage } => {
  const named = from.name?.raw.toLowerCase();
  const name = named === undefined ? {} : { name: named };
  const text = from.image && expand(from.image.text, lookup);
  if (!text) return name;
  const parent = earlier.get(text.toLowerCase());
  return parent ? { ...name, parent } : { ...name, image: parseImage(text) };
};

/** The last stage of that name, compared without case as BuildKit does. */
export const stageNamed = (stages: readonly Stage[], name: string): Stage | undefined =>
  stages.findLast((stage) => stage.name === name.toLowerCase());

/** The earlier stage that `--from` names in a stage, by its name or its number; undefined for an image or a build context. */
export const sourceStage = (
  { stages }: Pick<Dockerfile, 'stages'>,
  { index }: Stage,
  name: string,
): Stage | undefined => {
  const earlier = stages.slice(0, index);
  return stageNamed(earlier, name) ?? (/^\d+$/.test(name) ? earlier[Number(name)] : undefined);
};

/** The names of the ARGs before the first FROM, which stages see only when they declare them again. */
export const globalArgNames = ({ instructions, stages }: Dockerfile): ReadonlySet<string> =>
  new Set(
    instructions
      .slice(0, stages[0]?.from.index ?? 0)
      .flatMap((each) => (each.keyword === 'ARG' ? each.pairs.map(({ key }) => key.text) : [])),
  );

const globalArgs = (instructions: readonly Instruction[]): Lookup => {
  const values = new Map<string, string | null>();
  const lookup: Lookup = (name) => values.get(name);
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword !== 'ARG') continue;
    for (const { key, value } of instruction.pairs) {
      values.set(key.text, (value && expand(value.text, lookup)) ?? null);
    }
  }
  return lookup;
};

/** The stages from the one given to its oldest ancestor. */
export const lineage = (stage: Stage): readonly Stage[] => {
  const result: Stage[] = [];
  for (let at: Stage | undefined = stage; at; at = at.parent) result.push(at);
  return result;
};

/** The image at the root of a stage's lineage, when known. */
export const rootImage = (stage: Stage): ImageRef | undefined => rootOf(stage).image;

const rootOf = (stage: Stage): Stage => {
  let root = stage;
  while (root.parent) root = root.parent;
  return root;
};

/** The image at the root of a stage's lineage, when no variable stands for its name, which a build may then give. */
export const namedImage = (stage: Stage): ImageRef | undefined => {
  const root = rootOf(stage);
  return root.from.image?.raw.replace(/^["']/, '').startsWith('$') ? undefined : root.image;
};

/** The stage that a plain `docker build` makes into the image: the last one. */
export const finalStage = (stages: readonly Stage[]): Stage | undefined => stages.at(-1);
