import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
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
  about: ['apt-get', 'apt', 'apk', 'dnf', 'microdnf', 'yum', 'pip'],

  *check(file) {
    for (const { run, command } of callsOf(file)) {
      const call = installOf(command);
      const words = call?.nothing
        ? call.packages.slice(0, 1)
        : (call?.packages.filter(isProgram) ?? []);
      const [word] = words;
      if (!call || !word) continue;
      yield {
        at: word.span,
        message: `No && before ${word.text}, so ${call.name} takes ${call.taken}.`,
        ...(run.form === 'exec'
          ? {}
          : {
              fixes: [
                { title: 'Add &&', edits: () => words.map(({ span }) => insert(span[0], '&& ')) },
              ],
            }),
      };
    }
  },
};
export default rule;

interface Call {
  /** The program and its verb: `apt-get install`. */
  readonly name: string;
  /** What it takes the words of the next command for, and what comes of it. */
  readonly taken: string;
  readonly packages: readonly Word[];
  /** It takes no words at all, so that the first one begins another command. */
  readonly nothing?: true;
}

const noPackage = 'it for a package that does not exist and stops';

/** Whether the words of a command hold `install` more than once, as those of two installs do. */
const again = ({ words }: Command): boolean =>
  words.findIndex(({ raw }) => raw === 'install') !==
  words.findLastIndex(({ raw }) => raw === 'install');

/** A call of a package manager that installs, or that updates its lists. */
const installOf = (command: Command): Call | undefined => {
  const apt = aptCall(command);
  if (apt) {
    const { name, verb, packages } = apt;
    if (verb === 'clean' || verb === 'autoclean') {
      const taken = 'it for an argument, which it passes over: the command never runs';
      return {
        name: `${name} ${verb}`,
        taken,
        packages: packages.filter(isCommand),
        nothing: true,
      };
    }
    const installs = verb === 'install';
    const taken = installs ? noPackage : 'it for an argument that it does not have and stops';
    return installs || verb === 'update' ? { name: `${name} ${verb}`, taken, packages } : undefined;
  }
  const pip = again(command) ? pipInstall(command) : undefined;
  if (pip)
    return {
      name: `${pip.tool === 'uv' ? 'uv ' : ''}pip install`,
      // Both are packages on PyPI.
      taken: 'the words after it for packages',
      packages: pip.packages.map(({ word }) => word),
    };
  const call = managerCall(command);
  if (!call?.installs || !/^(?:apk|dnf|microdnf|yum)$/.test(call.program)) return undefined;
  return { name: `${call.program} ${call.verb.text}`, taken: noPackage, packages: call.packages };
};

// `apt-get clean all` is a habit of those who know yum.
const isCommand = ({ raw }: Word): boolean =>
  programs.has(raw) ||
  /^(?:python3?|pip3?|curl|wget|git|npm|conda|uv|tar|unzip|ldconfig|update-alternatives)$/.test(
    raw,
  );

const isProgram = ({ raw }: Word, i: number, words: readonly Word[]): boolean =>
  programs.has(raw) || (/^pip3?$/.test(raw) && words[i + 1]?.raw === 'install');

// Programs whose names no package of Debian, Ubuntu, Alpine or Fedora has.
const programs: ReadonlySet<string> = new Set(
  'apt-get rm mkdir ln mv cp chmod chown cd echo export'.split(' '),
);
