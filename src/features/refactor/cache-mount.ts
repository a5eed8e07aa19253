import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { lookupIn, resolve, stateBefore } from '../../syntax/dockerfile/state.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { type Edit, insert, remove } from '../../text/edit.ts';
import { blanksBefore } from '../../text/span.ts';
import type { Offer } from './refactoring.ts';

/** Keeps pip's downloads in a cache of the builder instead of downloading them in every build. */
export const cacheMount: Offer = ({ file, stage, instruction }) => {
  if (instruction.keyword !== 'RUN' || instruction.script.broken) return undefined;
  if (mountsOf(instruction).some((mount) => mount.get('type') === 'cache')) return undefined;
  const state = stateBefore(file, stage, instruction);
  const user = state.user ? resolve(state.user, state) : 'root';
  const off = lookupIn(state)('PIP_NO_CACHE_DIR');
  // Another user's cache lies in another home, and a switched-off cache stays empty.
  if ((user !== 'root' && user !== '0') || off !== undefined) return undefined;
  const installs = instruction.script.commands.flatMap((command) => pipInstall(command) ?? []);
  if (!installs.some(({ tool }) => tool === 'pip')) return undefined;
  if (installs.some(({ options }) => hasOption(options, '--cache-dir'))) return undefined;
  const flags = installs.flatMap(({ options }) => options.options.get('--no-cache-dir') ?? []);
  const edits: Edit[] = flags.map(({ word }) => {
    const before = blanksBefore(file.text, word.span[0]);
    return remove([word.span[0] - before, word.span[1]]);
  });
  const mount = ' --mount=type=cache,target=/root/.cache/pip';
  return {
    title: 'Keep pip’s downloads in a cache mount',
    edits: [insert(instruction.word.span[1], mount), ...edits],
  };
};
