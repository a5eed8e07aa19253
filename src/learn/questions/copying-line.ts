import { stageId } from '../../project/ids.ts';
import type { DockerfileIn } from '../../project/project.ts';
import type { Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { stageNamed } from '../../syntax/dockerfile/stages.ts';
import type { Inline } from '../markup.ts';
import { type Answer, evidenceAt, type Maker, question, say } from './make.ts';

const longestLine = 60;

/** Asks which line of a stage brings files of an earlier one. */
export const copyingLine: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    for (const stage of file.stages) {
      for (const { from, copy } of broughtBy(file, stage)) {
        yield question({
          maker: 'copying-line',
          concept: 'small-images',
          fact: 'last-stage',
          difficulty: 1,
          stem: say`In ${asked.shown(file.path)} files of the stage ${titleOf(from)} come into the stage ${titleOf(stage)}. Which line brings them?`,
          right: {
            text: say`${lineOf(file, copy)}`,
            why: say`COPY with ${'--from'} takes files out of the named stage. Nothing else of that stage comes along.`,
          },
          wrong: wrongOf(file, stage, copy),
          hints: [say`Which line names the other stage?`],
          evidence: evidenceAt(asked, file.path, copy.span),
          beside: [evidenceAt(asked, file.path, from.from.span)],
          tie: { from: stageId(file.path, from.index), to: stageId(file.path, stage.index) },
        });
      }
    }
  }
};

/** The earlier stages that one line of a stage copies from, each with that line. */
function broughtBy(file: DockerfileIn, stage: Stage) {
  const earlier = file.stages.slice(0, stage.index);
  const copies = stage.instructions.flatMap((copy) => {
    const name = copy.keyword === 'COPY' && !copy.from?.dynamic ? copy.from?.text : undefined;
    const from =
      name === undefined ? undefined : (stageNamed(earlier, name) ?? earlier[Number(name)]);
    return from ? [{ from, copy }] : [];
  });
  const lent = stage.instructions.some(
    ({ keyword, span }) => keyword === 'RUN' && file.text.slice(...span).includes('from='),
  );
  // The base and later stages may hold files of the earlier one as well.
  if (lent || stage.parent) return [];
  return copies.filter(({ from, copy }) =>
    copies.every((each) => each.copy === copy || each.from.index < from.index),
  );
}

function wrongOf(file: DockerfileIn, stage: Stage, copy: Instruction): readonly Answer[] {
  const others = stage.instructions.filter(
    (each) => each !== copy && !(each.keyword === 'COPY' && each.from),
  );
  const firstOfEach = [...new Map(others.map((each) => [each.keyword, each])).values()];
  return [stage.from, ...firstOfEach].flatMap((each) => {
    const why = reasons[each.keyword];
    return why ? [{ text: say`${lineOf(file, each)}`, why }] : [];
  });
}

const reasons: Readonly<Record<string, readonly Inline[]>> = {
  FROM: say`It begins the stage with the files of its own base.`,
  COPY: say`It does not name the stage, so its files come from elsewhere.`,
  RUN: say`It runs in this stage and sees what is there already.`,
  WORKDIR: say`It sets the folder for the lines below it, and brings nothing.`,
  ENV: say`It sets a variable, and brings no file.`,
  CMD: say`It says what runs when a container starts, long after the build.`,
  ENTRYPOINT: say`It says what runs when a container starts, long after the build.`,
  USER: say`It says who the process is, and brings no file.`,
  EXPOSE: say`It notes a port, and brings no file.`,
};

const titleOf = ({ index, name }: Stage): string => name ?? String(index);

function lineOf({ text }: DockerfileIn, { span }: Instruction): string {
  const [line = '', more] = text.slice(...span).split('\n');
  const whole = line.replace(/\s*\\\s*$/, '');
  const cut = whole.length > longestLine ? whole.slice(0, longestLine) : whole;
  return cut === whole && more === undefined ? whole : `${cut} …`;
}
