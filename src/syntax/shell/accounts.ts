import type { Command } from './model.ts';
import { type Options, splitOptions } from './options.ts';

// Options of useradd, usermod and adduser (Debian, BusyBox) whose value is the next word (useradd(8), adduser(8), 2026-11).
const valued = [
  ...['-u', '--uid', '-g', '--gid', '-G', '--groups', '--ingroup', '-s', '--shell', '-k', '--skel'],
  ...['-d', '--home-dir', '-h', '--home', '-b', '--base-dir', '-c', '--comment', '--gecos'],
  ...['-K', '--password', '-Z'],
];

const ofUseradd: ReadonlySet<string> = new Set([...valued, '-p', '-e', '-f', '-R']);
// Some adduser have these without a value and with another meaning.
const ofAdduser: ReadonlySet<string> = new Set(valued.filter((each) => each !== '-Z'));

/** The options and operands of a `useradd`, `usermod` or `adduser`; undefined for another program. The first operand names the user, a second one of `adduser` a group. */
export const accountCall = ({ name, words }: Command): Options | undefined => {
  if (name === 'adduser') return splitOptions(words.slice(1), ofAdduser);
  return name === 'useradd' || name === 'usermod'
    ? splitOptions(words.slice(1), ofUseradd)
    : undefined;
};
