import type { Command } from '../../syntax/shell/model.ts';
import type { ByPip, Installed, InstalledByPip } from './installed.ts';

/** What each command of pip asks for, in their order, of the commands that count. */
export const byCommand = (
  all: readonly Installed[],
  counts: (pip: ByPip) => boolean,
): readonly (readonly InstalledByPip[])[] => {
  const found = new Map<Command, InstalledByPip[]>();
  for (const each of all) {
    const { pip } = each;
    if (!pip || pip.maybe || !counts(pip)) continue;
    const list = found.get(pip.command);
    if (list) list.push({ ...each, pip });
    else found.set(pip.command, [{ ...each, pip }]);
  }
  return [...found.values()];
};
