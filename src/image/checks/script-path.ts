import type { DockerfileIn, Project } from '../../project/project.ts';
import { isOverridden } from '../../project/services.ts';
import { expand } from '../../syntax/dockerfile/expand.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalState, inImage } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched, pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { basename } from '../../text/path.ts';
import { treeOf } from '../stage.ts';
import { type StartedScript, startedScript } from '../start/started-script.ts';
import { entryAt } from '../tree.ts';
import type { Result } from './check.ts';
import { isVolume, mountedOver } from './mounted-over.ts';

/** The first directory or file that the script of a start command cannot do without and that is not in the image; undefined when all is there, or that is not known. */
export const strayedScript = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Result | undefined => {
  const started = startedScript(file, stage, project);
  if (!started || started.file.script().broken || isOverridden(file, project)) return undefined;
  const tree = treeOf(file, stage, project).end;
  let folder = finalState(file, stage).workdir;
  for (const step of stepsOf(started)) {
    if (folder === undefined || step.path === undefined) return undefined;
    const path = inImage({ ...finalState(file, stage), workdir: folder }, step.path);
    const there = path === undefined ? undefined : entryAt(tree, path);
    if (path === undefined || there?.is === 'unknown') return undefined;
    if (there?.is === 'yes') {
      if (step.kind === 'file') return undefined;
      folder = path;
      continue;
    }
    if (!step.fatal || mayCome(file, stage, path, project)) return undefined;
    if (step.kind === 'file' && !isOwn(path, project)) return undefined;
    const name = basename(started.source);
    const what = step.kind === 'file' ? `${name} starts ${path}` : `${name} goes to ${path}`;
    return {
      question: 'starts',
      state: 'broken',
      at: started.word.span,
      detail: `${what}, which is not in the image, so the container stops at once.`,
      related: [{ file: started.source, at: step.command.span, message: `in ${name}` }],
    };
  }
  return undefined;
};

/** A place that a script goes to, or a file that it gives to Python; without a path where that is not known. */
interface Step {
  readonly kind: 'directory' | 'file';
  readonly command: Command;
  readonly path: string | undefined;
  /** The script ends where it is not there. */
  readonly fatal: boolean;
}

// Programs that make nothing.
const harmless =
  /^(?:alias|cat|chmod|chown|date|echo|env|export|hostname|id|ls|printf|pwd|readonly|set|shopt|sleep|trap|true|ulimit|umask|uname|unset|whoami|nvidia-smi|:)$/;

/** The steps of a script, as far as nothing before them may bring files. */
function* stepsOf({ file }: StartedScript): Generator<Step> {
  const { text } = file;
  let stops = /^#!\S*sh[ \t]+-[a-z]*e/.test(text);
  const { commands } = file.script();
  for (const [i, command] of commands.entries()) {
    const { conditional, name, span, words } = command;
    if (name === 'set' && !conditional)
      stops ||= words.some(({ text: word }) => /^-[a-z]*e|^errexit$/.test(word));
    const own = span[0] === 0 || text[span[0] - 1] === '\n';
    const guard = /^[ \t]*\|\|[ \t]*(?:exit\b|\{[^}\n]*\bexit\b)/.test(text.slice(span[1]));
    if (name === 'exit' && commands[i - 1]?.name === 'cd') continue;
    if (command.background || command.piped || (conditional && !(name === 'cd' && own && guard)))
      return;
    if (harmless.test(name)) continue;
    if (name === 'cd' && own && words.length === 2) {
      yield { kind: 'directory', command, path: valueOf(words[1], text), fatal: stops || guard };
      continue;
    }
    const python = pythonProgram(launched(command).words)?.file ?? fileOf(command);
    const last = i === commands.length - 1 || name === 'exec';
    if (python && own)
      yield { kind: 'file', command, path: valueOf(python, text), fatal: stops || last };
    return;
  }
}

/** What Python starts after `exec`. */
const fileOf = ({ name, words }: Command): Word | undefined =>
  name === 'exec' ? pythonProgram(words.slice(1))?.file : undefined;

const valueOf = (word: Word | undefined, text: string): string | undefined => {
  if (!word?.dynamic)
    return word?.text.startsWith('~') || word?.text === '-' ? undefined : word?.text;
  // What stands for a value from outside.
  if (/\$(?:\{\w+[^\w}]|[^\w{])/.test(word.text)) return undefined;
  return expand(word.text, (name) => constantOf(name, text));
};

/** The value of a variable that a script sets once, to a literal, whatever happens. */
const constantOf = (name: string, text: string): string | undefined => {
  const set = [...text.matchAll(new RegExp(`(?<![\\w$])${name}\\b(?=[ \\t]|[+]?=|$)`, 'gm'))];
  if (set.length !== 1) return undefined;
  const line = new RegExp(
    `^(?:export |readonly |declare -r )?${name}=(["']?)(/[\\w./-]+)\\1[ \\t]*(?:#.*)?\\r?$`,
    'm',
  );
  return line.exec(text)?.[2];
};

/** Whether a file of the project has the name: others come from elsewhere. */
const isOwn = (path: string, project: Project): boolean =>
  project.under('').some((each) => basename(each) === basename(path));

/** Whether a path may be there when the container runs: on a volume, or in a directory that is mounted. */
const mayCome = (file: DockerfileIn, stage: Stage, path: string, project: Project): boolean =>
  mountedOver(file, path, project) !== 'nothing' || isVolume(stage, path);
