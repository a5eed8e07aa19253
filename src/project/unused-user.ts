import { baseImage } from '../data/base-images.ts';
import type { Dockerfile } from '../syntax/dockerfile/model.ts';
import { namesIn, triggered } from '../syntax/dockerfile/select.ts';
import { finalStage, lineage, rootImage } from '../syntax/dockerfile/stages.ts';
import { finalState } from '../syntax/dockerfile/state.ts';
import { accountCall } from '../syntax/shell/accounts.ts';
import type { Command } from '../syntax/shell/model.ts';
import { launched, nameOf } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { recent } from '../text/memo.ts';
import { startCommand } from './start-command.ts';

/** The user that the last stage creates and then does not start as, though nothing else changes the user; or undefined. */
export const unusedUser = recent((file: Dockerfile): Word | undefined => {
  const names = namesIn(file);
  if (!names.has('useradd') && !names.has('adduser')) return undefined;
  const stage = finalStage(file.stages);
  const image = stage && rootImage(stage);
  if (!stage || !image || baseImage(image)?.user !== 'root' || finalState(file, stage).user)
    return undefined;
  const start = startCommand(stage)?.words;
  const program = nameOf(start?.[0]);
  // A script may change the user when the container starts.
  if (
    !start ||
    program === '' ||
    /\.sh$|entrypoint|^(?:ba|da|a)?sh$|^(?:start|run|init)/.test(program)
  )
    return undefined;
  const users: Word[] = [];
  for (const { instructions } of lineage(stage)) {
    for (const instruction of instructions.map(triggered)) {
      if (instruction.keyword !== 'RUN') continue;
      if (instruction.script.broken) return undefined;
      for (const command of instruction.script.commands) {
        // What is installed here may change the user when the container starts.
        if (command.words.some((word) => changers.has(nameOf(word)))) return undefined;
        const user = createdBy(launched(command));
        if (user) users.push(user);
      }
    }
  }
  if (start.some((word) => changers.has(nameOf(word)))) return undefined;
  const [only, more] = users;
  return more || !only || only.dynamic || services.test(only.text) ? undefined : only;
});

/** Programs that run another one as a user of its own. */
const changers: ReadonlySet<string> = new Set([
  'gosu',
  'su-exec',
  'setpriv',
  'runuser',
  'su',
  'chroot',
  'sshd',
  'openssh-server',
  'supervisord',
  'supervisor',
  's6-setuidgid',
  'start-stop-daemon',
  'nginx',
]);

// Users that daemons change to by themselves.
const services =
  /^(?:root|nginx|www-data|sshd|postgres|mysql|redis|mongodb|rabbitmq|haproxy|daemon|nobody|ftp|_.*)$/;

/** The user that a command creates; `adduser user group` adds one that is there to a group. */
const createdBy = (command: Command): Word | undefined => {
  const operands = command.name === 'usermod' ? [] : (accountCall(command)?.operands ?? []);
  return operands.length === 1 ? operands[0] : undefined;
};
