import type { Copy, Run } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { type State, statesOf } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { splitOptions } from '../../syntax/shell/options.ts';
import type { Word } from '../../syntax/word.ts';
import { type Edit, remove, replace } from '../../text/edit.ts';
import { wholeLines } from '../../text/lines.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './archive-unpacked-later.md' with { type: 'text' };

const rule: Rule = {
  id: 'archive-unpacked-later',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  aka: ['hadolint/DL3010'],
  fix: 'suggested',
  about: ['tar'],

  *check(file) {
    const last = finalStage(file.stages);
    // What a builder stage keeps is in no image.
    for (const stage of last ? lineage(last) : []) {
      const copied = new Map<string, Copied>();
      for (const { instruction, state } of statesOf(file, stage)) {
        if (instruction.keyword === 'COPY' && !instruction.from) {
          for (const [name, source] of archivesOf(instruction))
            copied.set(name, { copy: instruction, source, state });
        }
        if (instruction.keyword !== 'RUN') continue;
        for (const command of instruction.script.commands) {
          const unpacking = unpackingOf(command);
          const found = unpacking && copied.get(basename(unpacking.archive.text));
          if (!unpacking || !found) continue;
          copied.delete(basename(unpacking.archive.text));
          const { source } = found;
          const edits = addInstead(found, instruction, unpacking, state);
          yield {
            at: source.span,
            message: `The image keeps ${source.text} and what a RUN below unpacks from it; ADD unpacks it at once and keeps no archive.`,
            related: [{ file: file.path, at: command.span, message: 'where it is unpacked' }],
            ...(edits
              ? {
                  fixes: [
                    {
                      title: 'Unpack it with ADD',
                      edits: () => [...edits, remove(wholeLines(file.lines(), instruction.span))],
                    },
                  ],
                }
              : {}),
          };
        }
      }
    }
  },
};
export default rule;

interface Copied {
  readonly copy: Copy;
  readonly source: Word;
  readonly state: State;
}

const archive = /\.(?:tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz))$/i;

/** The tar archives that a COPY brings, by the names they have in the image. */
const archivesOf = ({ sources, target }: Copy): readonly (readonly [string, Word])[] => {
  const [only, second] = sources;
  if (only && !second && target && !only.dynamic && archive.test(only.text)) {
    const renamed = archive.test(target.text);
    return [[basename(renamed ? target.text : only.text), only]];
  }
  return sources.flatMap((source) =>
    !source.dynamic && archive.test(source.text) ? [[basename(source.text), source] as const] : [],
  );
};

interface Unpacking {
  readonly archive: Word;
  readonly folder?: Word;
}

/** A `tar` that unpacks a whole archive as it is, which ADD can do too. */
const unpackingOf = ({ name, words }: Command): Unpacking | undefined => {
  if (name !== 'tar') return undefined;
  const [first, ...rest] = words.slice(1);
  if (!first) return undefined;
  // The old form has no dash: `tar xzf model.tar.gz`.
  const old = /^[a-z]*x[a-z]*$/i.test(first.text);
  const { operands, options } = splitOptions(old ? rest : words.slice(1), valued);
  const unpacks =
    old || [...options.keys()].some((key) => /^-[a-z]*x[a-z]*$/i.test(key) || long.test(key));
  const named = [...options].find(([key]) => /^-[a-z]*f$/i.test(key) || key === '--file')?.[1][0];
  const [inOperands, member] = operands;
  const at = old || !named?.value ? inOperands : named.value;
  const members = old || !named?.value ? member : inOperands;
  if (!unpacks || !at || members || [...options.keys()].some((key) => changing.test(key)))
    return undefined;
  const folder = (options.get('-C') ?? options.get('--directory'))?.[0]?.value;
  return { archive: at, ...(folder ? { folder } : {}) };
};

const valued: ReadonlySet<string> = new Set(['-C', '--directory', '-f', '--file']);
const long = /^--(?:extract|get)$/;
const changing =
  /^--(?:strip|exclude|transform|xform|wildcards|to-|one-top|owner|no-same|files-from)/;

/** ADD in place of COPY, when the RUN does nothing but unpack and both know the folder. */
const addInstead = (
  { copy, state: before }: Copied,
  run: Run,
  { archive: unpacked, folder }: Unpacking,
  state: State,
): readonly Edit[] | undefined => {
  const { commands, chain } = run.script;
  const alone =
    chain &&
    run.heredocs.length === 0 &&
    commands.every(
      ({ name, words }) =>
        name === 'tar' || (name === 'rm' && words.some(({ text }) => text === unpacked.text)),
    ) &&
    commands.filter(({ name }) => name === 'tar').length === 1;
  const relative = !folder?.text.startsWith('/');
  if (!alone || copy.sources.length !== 1 || !copy.target || state.user || folder?.dynamic)
    return undefined;
  if (relative && (before.workdir === undefined || before.workdir !== state.workdir))
    return undefined;
  const target = `${(folder?.text ?? '.').replace(/\/$/, '')}/`;
  if (!/^[\w./-]+$/.test(target) || copy.target.raw.startsWith('"')) return undefined;
  return [replace(copy.word.span, 'ADD'), replace(copy.target.span, target)];
};
