import { isWindows } from '../../syntax/dockerfile/foreign-shell.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve, runsIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { splitOptions } from '../../syntax/shell/options.ts';
import { launched } from '../../syntax/shell/program.ts';
import { requote } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './user-by-name.md' with { type: 'text' };

const rule: Rule = {
  id: 'user-by-name',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: ['hadolint/DL3066'],
  fix: 'suggested',
  about: ['USER'],

  *check(file) {
    const stage = finalStage(file.stages);
    // Windows has no uids.
    if (!stage || isWindows(stage)) return;
    const state = finalState(file, stage);
    const { user: word } = state;
    const user = word && resolve(word, state);
    const name = user?.split(':', 1)[0];
    // Root is said by root-user.
    if (!word || !user || !name || /^\d+$/.test(name) || name === 'root' || name.includes('$'))
      return;
    const uid = lineage(stage)
      .flatMap((each) => runsIn(file, each))
      .flatMap(({ run }) => run.script.commands)
      .map((command) => uidOf(command, name))
      .find((each) => each !== undefined);
    yield {
      at: word.span,
      message: `Kubernetes does not start this image under runAsNonRoot: it cannot tell from the name ${name} that its uid is not 0.`,
      ...(uid && !word.dynamic
        ? {
            fixes: [
              {
                title: `Write the uid ${uid}`,
                edits: () => [replace(word.span, requote(word, uid + user.slice(name.length)))],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;

// Options of useradd, Debian's adduser and BusyBox's adduser whose value is the next word (2026-11).
const valued: ReadonlySet<string> = new Set(
  '-u --uid -g --gid -G --groups --ingroup -d --home-dir --home -h -s --shell -c --comment --gecos -b --base-dir -e --expiredate -f -k --skel -K -p --password'.split(
    ' ',
  ),
);

/** The uid that a command gives to the user, when it makes that user with one. */
const uidOf = (command: Command, user: string): string | undefined => {
  const { name, words } = launched(command);
  if (name !== 'useradd' && name !== 'adduser') return undefined;
  const { operands, options } = splitOptions(words.slice(1), valued);
  if (!operands.some(({ text }) => text === user)) return undefined;
  const uid = [...(options.get('-u') ?? []), ...(options.get('--uid') ?? [])].at(-1)?.text;
  return uid && /^\d+$/.test(uid) && uid !== '0' ? uid : undefined;
};
