import type { Command } from '../shell/model.ts';
import { launched } from '../shell/program.ts';
import { expand } from './expand.ts';
import type { Run } from './model.ts';
import { lookupIn, type State } from './state.ts';

/** The value that a command of a RUN sees: of its own assignment, an `export` before it or the stage; empty when there is none, null when not known. */
export const variableFor = (
  name: string,
  { script }: Run,
  state: State,
  command: Command,
): string | null => {
  const before = script.commands.slice(0, script.commands.indexOf(command));
  const exported = before.flatMap((each) => (each.name === 'export' ? each.words : []));
  const set = [...exported, ...launched(command).assignments].findLast(({ text }) =>
    text.startsWith(`${name}=`),
  );
  if (!set) {
    const value = lookupIn(state)(name);
    return value === undefined ? '' : value;
  }
  const value = set.text.slice(name.length + 1).replace(/^(["'])(.*)\1$/, '$2');
  return expand(value, lookupIn(state)) ?? null;
};
