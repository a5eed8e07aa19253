import type { Installs } from '../image/installs/installed.ts';
import { isProjectInstall } from '../image/installs/project-installs.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { launched } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import type { Span } from '../text/span.ts';

/** Where a finding about what a stage installs is: at the last install, else at the word that starts the code. */
export const placeOfInstall = (stage: Stage, { last }: Installs, entry: Word): Span => {
  if (!last) return entry.span;
  for (const command of last.run.script.commands.toReversed()) {
    const install = pipInstall(command);
    const verb = isProjectInstall(command) ? launched(command).words[1] : undefined;
    if (verb) return [command.span[0], verb.span[1]];
    if (!install) continue;
    return install.requirements[0]?.span ?? install.span;
  }
  return stage.from.word.span;
};
