import { baseImage } from '../../data/base-images.ts';
import { opensRootHome, otherUser } from '../../project/root-home.ts';
import type { Copy, Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { inImage, type Moment, statesOf, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import { type Edit, replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './packages-in-root-home.md' with { type: 'text' };

const rule: Rule = {
  id: 'packages-in-root-home',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'non-root-user',
  fix: 'suggested',
  about: ['USER'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const name = stage && otherUser(file, stage, project);
    if (!stage || name === undefined) return;
    const moments = lineage(stage)
      .toReversed()
      .flatMap((each) => statesOf(file, each));
    if (moments.some(({ instruction }) => mayOpen(triggered(instruction)))) return;
    const found = copied(moments, file.text, stage, name) ?? installed(moments, stage, name);
    if (found) yield found;
  },
};
export default rule;

const folder = '/root/.local';

/** Whether something may let others into the directory, or bring what is in it to another place. */
const mayOpen = (instruction: Instruction): boolean => {
  if (instruction.keyword !== 'COPY') return opensRootHome(instruction);
  return (
    instruction.sources.some(({ text }) => below(text)) &&
    !below(instruction.target?.text ?? folder)
  );
};

const below = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);

const consequence = (name: string): string =>
  `which only root can enter, and the container starts as ${name}, so Python finds none of them.`;

/** The packages of another stage, copied to where root has its own. */
const copied = (
  moments: readonly Moment[],
  text: string,
  stage: Stage,
  name: string,
): Finding | undefined => {
  const at = moments.find(({ instruction, state }) => {
    const copy = triggered(instruction);
    return (
      copy.keyword === 'COPY' &&
      copy.sources.some((source) => below(source.text)) &&
      below(inImage(state, copy.target?.text ?? '')?.replace(/\/$/, '') ?? '')
    );
  });
  const copy = at && triggered(at.instruction);
  if (copy?.keyword !== 'COPY' || !copy.target) return undefined;
  const edits = isCreated(moments, name, copy) ? moved(stage, text, name) : undefined;
  return {
    at: copy.target.span,
    message: `The packages are in ${copy.target.text}, ${consequence(name)}`,
    ...(edits
      ? { fixes: [{ title: `Copy them to /home/${name}/.local`, edits: () => edits }] }
      : {}),
  };
};

/** The edits that name the home of a user wherever the stage names that of root; undefined where a command names it too. */
const moved = ({ instructions }: Stage, text: string, name: string): Edit[] | undefined => {
  const edits: Edit[] = [];
  for (const instruction of instructions) {
    const from = instruction.keyword === 'COPY' ? instruction.target?.span[0] : undefined;
    const start = from ?? instruction.span[0];
    const written = slice(text, [start, instruction.span[1]]);
    for (const { index } of written.matchAll(/\/root\/\.local(?![\w-])/g)) {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ENV') return undefined;
      const place = start + index;
      edits.push(replace([place, place + folder.length], `/home/${name}/.local`));
    }
  }
  return edits;
};

/** Whether a user with a home below /home is created before an instruction. */
const isCreated = (moments: readonly Moment[], name: string, before: Copy): boolean =>
  /^[a-z_][\w-]*$/.test(name) &&
  moments.some(
    ({ instruction }) =>
      instruction.keyword === 'RUN' &&
      instruction.span[1] <= before.span[0] &&
      instruction.script.commands.some((command) => creates(command, name)),
  );

const creates = ({ name: program, words }: Command, name: string): boolean => {
  const has = (option: RegExp): boolean => words.some(({ text }) => option.test(text));
  if (has(/^(?:-d|--home(?:-dir)?|-h|-b|--base-dir|--system|-\w*[SHM]\w*|--no-create-home)(?:=|$)/))
    return false;
  const home = program === 'adduser' || has(/^(?:--create-home|-\w*m\w*)$/);
  return /^(?:useradd|adduser)$/.test(program) && home && words.at(-1)?.text === name;
};

/** The first install into the home of root, where pip runs as root. */
const installed = (moments: readonly Moment[], stage: Stage, name: string): Finding | undefined => {
  const image = rootImage(stage);
  if (!image || baseImage(image)?.user !== 'root') return undefined;
  const found: {
    readonly at: Finding['at'];
    readonly option: Word;
    readonly words: Command['words'];
  }[] = [];
  for (const { instruction, state } of moments) {
    const run = triggered(instruction);
    if (run.keyword !== 'RUN') continue;
    const elsewhere = ['HOME', 'PYTHONUSERBASE'].some((each) => variableIn(state, each));
    for (const command of run.script.commands) {
      const install = pipInstall(command);
      if (install?.tool !== 'pip') continue;
      const option = command.words.find(({ text }) => text === '--user');
      // What is installed for all may be all that is needed.
      if (!option || !hasOption(install.options, '--user') || state.user || elsewhere)
        return undefined;
      found.push({ at: install.span, option, words: command.words });
    }
  }
  const [first] = found;
  return (
    first && {
      at: first.at,
      message: `--user puts the packages into ${folder}, ${consequence(name)}`,
      fixes: [
        {
          title: 'Remove --user',
          edits: () => found.map(({ words, option }) => without(words, option)),
        },
      ],
    }
  );
};
