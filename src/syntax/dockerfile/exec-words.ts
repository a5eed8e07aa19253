import type { Word } from '../word.ts';
import type { Instruction } from './model.ts';

/** The words of an instruction in exec form; none for other forms. */
export const execWords = (instruction: Instruction): readonly Word[] => {
  switch (instruction.keyword) {
    case 'RUN':
      return instruction.form === 'exec' ? instruction.words : none;
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return instruction.form === 'exec' && !instruction.none ? instruction.words : none;
    default:
      return none;
  }
};

const none: readonly Word[] = [];
