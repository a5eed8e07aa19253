import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Copy, Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import {
  inImage,
  type Moment,
  resolve,
  type State,
  statesOf,
} from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import { type Edit, insert } from '../../text/edit.ts';
import { joinPath, type Path } from '../../text/path.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './chown-copies-layer.md' with { type: 'text' };

const rule: Rule = {
  id: 'chown-copies-layer',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'suggested',
  oncePerFile: true,
  about: ['chown', 'chmod'],

  *check(file, project) {
    const last = finalStage(file.stages);
    for (const stage of last ? lineage(last) : []) {
      const moments = statesOf(file, stage);
      for (const [i, { instruction, state }] of moments.entries()) {
        if (instruction.keyword !== 'RUN') continue;
        const named = new Set<string>();
        for (const outer of instruction.script.commands) {
          const found = changeOf(launched(outer), state);
          // A second change in the same layer copies nothing again.
          if (!found || outer.conditional || named.has(found.path)) continue;
          named.add(found.path);
          const before = moments.slice(0, i);
          if (!bringsLittle(found, before, file, project))
            yield* judge(found, instruction, before, stage, file.path);
        }
      }
    }
  },
};
export default rule;

interface Change {
  readonly command: Command;
  readonly flag: Word;
  /** Who, or which mode. */
  readonly value: Word;
  readonly target: Word;
  readonly path: string;
}

/** A `chown -R` or `chmod -R` of one directory. */
const changeOf = (command: Command, state: State): Change | undefined => {
  const { name, words } = command;
  if (name !== 'chown' && name !== 'chmod') return undefined;
  const flag = words.find(({ text }) => /^-[a-zA-Z]*R[a-zA-Z]*$|^--recursive$/.test(text));
  const operands = words.slice(1).filter(({ text }) => !/^-[a-zA-Z-]*$/.test(text));
  const [value, target, more] = operands;
  const text = target && resolve(target, state);
  if (!flag || !value || !target || more || text === undefined || /[$`*?]/.test(text))
    return undefined;
  const path = inImage(state, text);
  return path === undefined || path === '/' ? undefined : { command, flag, value, target, path };
};

/** The instructions that bring files below what is changed. */
const copiesBelow = ({ path }: Change, before: readonly Moment[]): readonly Moment[] =>
  before.filter(
    ({ instruction, state }) =>
      (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') &&
      isBelow(targetOf(instruction, state), path),
  );

/** Whether all that was brought are a few files of text, which a second layer may hold as well. */
const bringsLittle = (
  change: Change,
  before: readonly Moment[],
  file: DockerfileIn,
  project: Project,
): boolean => {
  const { folder } = buildContext(file, project);
  const sources = copiesBelow(change, before).flatMap(({ instruction }) =>
    instruction.keyword === 'COPY' || instruction.keyword === 'ADD'
      ? instruction.sources.map((source) => (instruction.from ? undefined : source))
      : [],
  );
  return (
    sources.length <= fewFiles &&
    sources.every((source) => {
      const path = source && !source.dynamic ? joinPath(folder, source.text) : undefined;
      return path !== undefined && text.test(path) && project.exists(path);
    })
  );
};

const fewFiles = 3;
const text =
  /\.(?:py|sh|bash|txt|ya?ml|toml|ini|cfg|conf|json|md|env|lock|sql|html|js|ts|service|properties)$/i;

const judge = function* (
  change: Change,
  run: Run,
  before: readonly Moment[],
  stage: Stage,
  file: Path,
): Generator<Finding> {
  const copies = copiesBelow(change, before);
  const [first] = copies;
  const { name } = change.command;
  if (
    !first ||
    copies.some(({ instruction }) => hasFlag(instruction, name) || hasFlag(instruction, 'link'))
  )
    return;
  const edits = equivalent(change, run, before, copies);
  yield {
    at: change.command.span,
    message: `${name} -R copies each file of ${change.path} that ${first.instruction.word.text} brought into a second layer; with ${first.instruction.word.text} --${name} there is only one.`,
    related: [
      { file, at: first.instruction.word.span, message: 'the instruction that brings the files' },
    ],
    ...(edits && stage.instructions.includes(run)
      ? {
          fixes: [{ title: `Use --${name} on ${first.instruction.word.text}`, edits: () => edits }],
        }
      : {}),
  };
};

const targetOf = ({ target }: Copy, state: State): string | undefined => {
  const text = target && resolve(target, state);
  return text === undefined ? undefined : inImage(state, text);
};

const isBelow = (path: string | undefined, folder: string): boolean =>
  path === folder || path?.startsWith(`${folder}/`) === true;

const hasFlag = (instruction: Instruction, name: string): boolean =>
  instruction.flags.some((flag) => flag.name === name);

/** Programs that write nothing into a directory of the application. */
const elsewhere =
  /^(?:apt|apt-get|apk|dnf|yum|microdnf|pip[\d.]*|useradd|groupadd|adduser|addgroup|usermod|rm|mkdir|chown|chmod|echo|set|true|:)$/;

/** The edits that give the files their owner or mode at once: the directory itself, which COPY leaves as it is, is changed as before. */
const equivalent = (
  { command, flag, value, path }: Change,
  run: Run,
  before: readonly Moment[],
  copies: readonly Moment[],
): readonly Edit[] | undefined => {
  if (run.form === 'exec' || value.dynamic || flag.text.length > 2) return undefined;
  if (command.name === 'chmod' && !/^0?[0-7]{3}$/.test(value.text)) return undefined;
  if (command.name === 'chown' && !isKnown(value.text, before, copies[0])) return undefined;
  const runs = before.flatMap(({ instruction }) =>
    instruction.keyword === 'RUN' ? instruction : [],
  );
  const ownIndex = run.script.commands.findIndex(
    (each) => launched(each).span[0] === command.span[0],
  );
  const earlier = [
    ...runs.flatMap(({ script }) => script.commands),
    ...run.script.commands.slice(0, ownIndex),
  ];
  const writes = earlier.some(
    (each) =>
      !elsewhere.test(launched(each).name) ||
      each.writes.length > 0 ||
      (/^(?:mkdir|rm|chown|chmod)$/.test(launched(each).name) &&
        each.words.some(
          ({ text, dynamic }) => dynamic || text.startsWith(path) || !/^[-/\w]/.test(text),
        )),
  );
  if (writes || runs.some(({ script }) => script.broken)) return undefined;
  return [
    ...copies.map(({ instruction }) =>
      insert(instruction.word.span[1], ` --${command.name}=${value.text}`),
    ),
    without(command.words, flag),
  ];
};

/** Whether an owner is there when the first COPY runs: a number, or a user that an earlier RUN makes. */
const isKnown = (owner: string, before: readonly Moment[], copy: Moment | undefined): boolean => {
  const names = owner.split(':').filter((part) => !/^\d*$/.test(part));
  if (!/^[\w-]+(?::[\w-]*)?$/.test(owner) || owner.endsWith(':')) return false;
  const earlier = before.slice(0, copy ? before.indexOf(copy) : 0);
  return names.every((name) =>
    earlier.some(
      ({ instruction }) =>
        instruction.keyword === 'RUN' &&
        instruction.script.commands.some(
          (each) =>
            /^(?:useradd|adduser|groupadd|addgroup)$/.test(launched(each).name) &&
            each.words.some(({ text }) => text === name),
        ),
    ),
  );
};
