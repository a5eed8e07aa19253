import { deletedIn } from '../../syntax/dockerfile/deleted.ts';
import type { Run } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { inImage, resolve, runsIn, type State } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { splitOptions } from '../../syntax/shell/options.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import type { Rule } from '../rule.ts';
import docs from './deleted-in-later-layer.md' with { type: 'text' };

const rule: Rule = {
  id: 'deleted-in-later-layer',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'none',
  about: ['curl', 'wget', 'git', 'aria2c'],

  *check(file) {
    const last = finalStage(file.stages);
    const there = new Map<string, Download>();
    for (const stage of last ? lineage(last).toReversed() : []) {
      for (const { run, state } of runsIn(file, stage)) {
        const deleted = there.size > 0 ? deletedIn(file, run, state) : [];
        for (const { path, by } of deleted) {
          const found = [...there].find(([each]) => each === path || each.startsWith(`${path}/`));
          const command = run.script.commands[by];
          if (!found || path === undefined || path === '/' || !command) continue;
          const [name, { run: from, at }] = found;
          if (from === run) continue;
          there.delete(name);
          yield {
            at: command.span,
            message: `${name} stays in the layer of the RUN that downloads it, so this deletion makes the image no smaller; delete it there.`,
            related: [{ file: file.path, at, message: 'where it is downloaded' }],
          };
        }
        for (const [path, at] of downloadsIn(run, state)) there.set(path, { run, at });
      }
    }
  },
};
export default rule;

interface Download {
  readonly run: Run;
  readonly at: Command['span'];
}

/** The paths at which the commands of a RUN put what they download. */
const downloadsIn = (run: Run, state: State): ReadonlyMap<string, Command['span']> => {
  const found = new Map<string, Command['span']>();
  let folder = state.workdir;
  for (const outer of run.script.commands) {
    const command = launched(outer);
    const value = (word: Word | undefined): string | undefined => word && resolve(word, state);
    const at = (text: string | undefined): string | undefined =>
      text === undefined || /[$`*?]/.test(text)
        ? undefined
        : inImage({ ...state, workdir: folder }, text);
    if (command.name === 'cd') folder = at(value(command.words[1]));
    const path = outer.conditional ? undefined : at(targetOf(command, outer.writes, value));
    if (path !== undefined) found.set(path, outer.span);
  }
  return found;
};

const nameIn = (address: string | undefined): string | undefined =>
  address
    ?.replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/^.*\//, '') || undefined;

const targetOf = (
  { name, words }: Command,
  writes: readonly Word[],
  value: (word: Word | undefined) => string | undefined,
): string | undefined => {
  if (name !== 'curl' && name !== 'wget' && name !== 'git' && name !== 'aria2c') return undefined;
  const { operands, options } = splitOptions(words.slice(1), valued[name] ?? new Set());
  const option = (pattern: RegExp): string | undefined =>
    value([...options].find(([each]) => pattern.test(each))?.[1][0]?.value);
  if (name === 'git') {
    const [verb, address, folder] = operands;
    if (verb?.text !== 'clone') return undefined;
    return folder ? value(folder) : nameIn(value(address))?.replace(/\.git$/, '');
  }
  const address = nameIn(value(operands[0]));
  if (name === 'curl') {
    if (writes[0]) return value(writes[0]);
    const remote = [...options.keys()].some((each) => /^-\w*O$|^-O|^--remote-name$/.test(each));
    return option(/^-\w*o$|^--output$/) ?? (remote ? address : undefined);
  }
  const output = option(name === 'wget' ? /^-\w*O$|^--output-document$/ : /^-o$|^--out$/);
  const folder = option(name === 'wget' ? /^-P$|^--directory-prefix$/ : /^-d$|^--dir$/);
  const file = output ?? address;
  return folder === undefined || file === undefined ? file : `${folder}/${file}`;
};

const valued: Readonly<Record<string, ReadonlySet<string>>> = {
  curl: new Set(['-o', '--output', '-H', '--header', '--retry', '-u', '--user', '-A', '-x']),
  wget: new Set(['-O', '--output-document', '-P', '--directory-prefix', '--header', '-t', '-T']),
  git: new Set([
    '-b',
    '--branch',
    '--depth',
    '-c',
    '-C',
    '-j',
    '--jobs',
    '--filter',
    '--reference',
  ]),
  aria2c: new Set(['-o', '--out', '-d', '--dir', '-x', '-s', '-k']),
};
