import { isWindowsImage } from '../../text/image.ts';
import { unreadScript } from '../shell/parse.ts';
import type { Instruction, Stage } from './model.ts';
import { lineage, readStages } from './stages.ts';

const hint = /windows|nanoserver|dotnet\/framework|\b(?:powershell|pwsh|cmd)\b["\\.]/i;
const notPosix = /(?:^|[\\/])(?:powershell|pwsh|cmd)(?:\.exe)?$/i;

/** Whether a stage starts, at last, from an image of Windows. */
export const isWindows = (stage: Stage): boolean => {
  const first = lineage(stage).at(-1) ?? stage;
  if (first.image && isWindowsImage(first.image)) return true;
  const platform = first.from.flags.find(({ name }) => name === 'platform')?.value;
  return /^windows\b/i.test(platform?.text ?? '');
};

/** The instructions with those shell texts unread that PowerShell or cmd runs: as SHELL says, or by default in an image of Windows. */
export const withoutForeignShells = (
  text: string,
  instructions: readonly Instruction[],
): readonly Instruction[] => {
  if (!instructions.some((each) => mayTell(text, each))) return instructions;
  const result = [...instructions];
  const foreignAtEnd: boolean[] = [];
  for (const stage of readStages(instructions)) {
    const { parent } = stage;
    let foreign = (parent ? foreignAtEnd[parent.index] : undefined) ?? isWindows(stage);
    for (const instruction of stage.instructions) {
      if (instruction.keyword === 'SHELL')
        foreign = notPosix.test(instruction.words[0]?.text ?? '');
      if (foreign) result[instruction.index] = unread(instruction);
    }
    foreignAtEnd.push(foreign);
  }
  return result;
};

const mayTell = (text: string, { keyword, span }: Instruction): boolean =>
  (keyword === 'FROM' || keyword === 'ARG' || keyword === 'SHELL') &&
  hint.test(text.slice(...span));

const unread = (instruction: Instruction): Instruction => {
  switch (instruction.keyword) {
    case 'ONBUILD':
      return instruction.trigger
        ? { ...instruction, trigger: unread(instruction.trigger) }
        : instruction;
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return instruction.form === 'shell'
        ? { ...instruction, words: [], script: unreadScript }
        : instruction;
    default:
      return instruction;
  }
};
