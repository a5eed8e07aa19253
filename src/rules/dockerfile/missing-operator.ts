import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-operator.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-operator',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['apt-get', 'apt', 'apk', 'dnf', 'microdnf', 'yum'],

  *check(file) {
    for (const { run, command } of callsOf(file)) {
      const call = installOf(command);
      const word = call?.packages.find(isProgram);
      if (!call || !word) continue;
      yield {
        at: word.span,
        message: `No && before ${word.text}, so ${call.name} takes it for ${call.installs ? 'a package that does not exist' : 'an argument that it does not have'} and stops.`,
        ...(run.form === 'exec'
          ? {}
          : { fixes: [{ title: 'Add &&', edits: () => [insert(word.span[0], '&& ')] }] }),
      };
    }
  },
};
export default rule;

interface Call {
  /** The program and its verb: `apt-get install`. */
  readonly name: string;
  readonly installs: boolean;
  readonly packages: readonly Word[];
}

/** A call of a package manager that installs, or that updates its lists. */
const installOf = (command: Command): Call | undefined => {
  const apt = aptCall(command);
  if (apt) {
    const { name, verb, packages } = apt;
    const installs = verb === 'install';
    return installs || verb === 'update'
      ? { name: `${name} ${verb}`, installs, packages }
      : undefined;
  }
  const call = managerCall(command);
  if (!call?.installs || !/^(?:apk|dnf|microdnf|yum)$/.test(call.program)) return undefined;
  return { name: `${call.program} ${call.verb.text}`, installs: true, packages: call.packages };
};

const isProgram = ({ raw }: Word, i: number, words: readonly Word[]): boolean =>
  programs.has(raw) || (/^pip3?$/.test(raw) && words[i + 1]?.raw === 'install');

// Programs whose names no package of Debian, Ubuntu, Alpine or Fedora has.
const programs: ReadonlySet<string> = new Set(
  'apt-get rm mkdir ln mv cp chmod chown cd echo export'.split(' '),
);
