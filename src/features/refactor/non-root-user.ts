import { baseImage } from '../../data/base-images.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Offer } from './refactoring.ts';

const user = 10001;

/** Makes a user for the server, starts as it, and hands it the files that are copied for it. */
export const nonRootUser: Offer = ({ file, stage, instruction }) => {
  if (stage !== finalStage(file.stages)) return undefined;
  const asked = ['FROM', 'USER', 'CMD', 'ENTRYPOINT'].includes(instruction.keyword);
  const used = lineage(stage).flatMap(({ instructions }) => instructions);
  if (!asked || used.some(({ keyword }) => keyword === 'USER')) return undefined;
  const image = rootImage(stage);
  const base = image && baseImage(image);
  if (base?.user !== 'root' || !base.libc) return undefined;
  const start = stage.instructions.find(
    ({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT',
  );
  if (!start) return undefined;
  const end = lineEndOf(file.text);
  const account =
    base.libc === 'musl'
      ? `RUN adduser -D -u ${user} app`
      : `RUN useradd --create-home --uid ${user} app`;
  const owned = stage.instructions.flatMap((each) => {
    if (each.keyword !== 'COPY' && each.keyword !== 'ADD') return [];
    if (each.from || each.flags.some(({ name }) => name === 'chown')) return [];
    return [insert(each.word.span[1], ` --chown=${user}:${user}`)];
  });
  return {
    title: 'Start as a user of its own, who owns the copied files',
    edits: [...owned, insert(aboveOf(file.text, start), `${account}${end}USER ${user}${end}`)],
  };
};
