import { entryOf } from '../../image/start/entry.ts';
import { buildContext, literalSource } from '../../project/context.ts';
import type { Copy, Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { joinPath, type Path, relativeTo } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { type Answer, type Asked, evidenceAt, lineOf, type Maker, question, say } from './make.ts';

/** Asks which step a build repeats first after the start file was edited. */
export const firstRebuilt: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const stage = finalStage(file.stages);
    if (!stage || stage.parent) continue;
    const { folder } = buildContext(file, asked.project);
    const entry = entryOf(file, stage, asked.project);
    const first = entry && firstCopyOf(stage, folder, entry.file);
    if (!entry || !first) continue;
    const line = lineOf(asked, file.path, first.span[0]);
    const wrong = others(asked, file.path, stage, first);
    if (wrong.length < 2) continue;
    yield question({
      maker: 'first-rebuilt',
      concept: 'layers-cache',
      fact: 'cache-chain',
      difficulty: 2,
      stem: say`You change one line of ${asked.shown(entry.file)} and build ${asked.shown(file.path)} again. Which step is the first that is not taken from the cache?`,
      right: {
        text: say`Line ${line}: ${shown(first)}`,
        why: say`It is the first instruction that copies ${asked.shown(entry.file)}; everything above it is unchanged.`,
      },
      wrong,
      hints: [say`Walk down the file and ask of each line: does its input change?`],
      evidence: evidenceAt(asked, file.path, around(asked, file.path, stage, line)),
    });
  }
};

/** The lines about the answer, so that the place does not tell it. */
const around = (asked: Asked, path: Path, { from, instructions }: Stage, line: number): Span => {
  const before = [from, ...instructions].filter((each) => startOf(asked, path, each) < line);
  const near = (lines: number) =>
    before.find((each) => startOf(asked, path, each) >= line - lines)?.span[0];
  return [near(3) ?? near(5) ?? from.span[0], instructions.at(-1)?.span[1] ?? from.span[1]];
};

const startOf = (asked: Asked, path: Path, { span }: Instruction): number =>
  lineOf(asked, path, span[0]);

/** The first COPY that holds the file; undefined when an earlier one cannot be decided. */
const firstCopyOf = ({ instructions }: Stage, context: Path, file: Path): Copy | undefined => {
  for (const each of instructions) {
    if (each.keyword === 'RUN' && each.flags.some(({ name }) => name === 'mount')) return undefined;
    if ((each.keyword !== 'COPY' && each.keyword !== 'ADD') || each.from) continue;
    for (const { text, dynamic } of each.sources) {
      if (text === '.' || text === './') return each;
      const source = literalSource(text, dynamic);
      if (source === undefined) return undefined;
      if (relativeTo(joinPath(context, source) ?? source, file) !== undefined) return each;
    }
  }
  return undefined;
};

const others = (
  asked: Asked,
  path: Path,
  { from, instructions }: Stage,
  first: Copy,
): readonly Answer[] => {
  const line = (each: Instruction): readonly [number, string] => [
    lineOf(asked, path, each.span[0]),
    shown(each),
  ];
  const before: Answer[] = instructions
    .filter(
      ({ index, keyword }) =>
        index < first.index && (keyword === 'RUN' || keyword === 'COPY' || keyword === 'WORKDIR'),
    )
    .map((each) => {
      const [number, text] = line(each);
      return {
        text: say`Line ${number}: ${text}`,
        why: say`Neither the line nor a file that it uses has changed, so its layer is used again.`,
      };
    });
  const after: Answer[] = instructions
    .filter(({ index, keyword }) => index > first.index && (keyword === 'RUN' || keyword === 'CMD'))
    .map((each) => {
      const [number, text] = line(each);
      return {
        text: say`Line ${number}: ${text}`,
        why: say`It comes later: line ${lineOf(asked, path, first.span[0])} copies the changed file before it.`,
      };
    });
  const base: Answer = {
    text: say`Line ${lineOf(asked, path, from.span[0])}: ${shown(from)}`,
    why: say`The base image is the same as before; a change of your code does not touch it.`,
  };
  return [...after.slice(0, 1), ...before.slice(-1), base, ...after.slice(1)];
};

const shown = ({ word }: Instruction): string => word.raw;
