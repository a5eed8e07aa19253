import { shellGivesWay } from '../../data/image-release.ts';
import { likelyStartScript } from '../../image/start/started-script.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { isBuildStep } from '../../syntax/dockerfile/build-step.ts';
import { isWindows } from '../../syntax/dockerfile/foreign-shell.ts';
import type { Stage, Start } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './shell-form-command.md' with { type: 'text' };

const rule: Rule = {
  id: 'shell-form-command',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  aka: ['hadolint/DL3025', 'buildkit/JSONArgsRecommended'],
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const { stages, text } = file;
    const last = finalStage(stages);
    // Windows knows no signals.
    if (!last || isWindows(last)) return;
    // A SHELL of one's own says that the shell is wanted, as BuildKit has it.
    const stagesUsed = lineage(last);
    if (
      stagesUsed.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'SHELL'))
    )
      return;
    const image = rootImage(last);
    const givesWay = image !== undefined && shellGivesWay(image);
    for (const stage of stagesUsed) {
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT') continue;
        if (instruction.form !== 'shell' || instruction.none) continue;
        if (instruction.script.commands[0]?.name === 'exec') continue;
        // build-step-in-command speaks of those, and a trap gets the signal itself.
        if (isBuildStep(instruction) || trapsSignals(instruction) || isShell(instruction)) continue;
        const commented = /\n[ \t]*#/.test(slice(text, instruction.operands));
        const array =
          commented || !startsByItself(file, last, instruction, project)
            ? undefined
            : execForm(instruction);
        yield {
          at: instruction.operands,
          // The program is process 1 all the same.
          ...(givesWay && isSimple(instruction) ? { profile: 'strict' } : {}),
          message: `/bin/sh runs this ${instruction.keyword}, so the stop signal of Kubernetes and docker stop may not reach ${programOf(instruction)}.`,
          ...(array
            ? {
                fixes: [
                  {
                    title: 'Write it in exec form',
                    edits: () => [replace(instruction.operands, array)],
                  },
                ],
              }
            : {}),
        };
      }
    }
  },
};
export default rule;

const programOf = ({ script }: Start): string =>
  script.commands.at(-1)?.words[0]?.text ?? 'the program';

/** Whether a command is a single program with its arguments. */
const isSimple = ({ script }: Start): boolean =>
  script.commands.length === 1 && !script.broken && script.chain;

/** Whether only a shell is started, for somebody who types. */
const isShell = (start: Start): boolean =>
  isSimple(start) && /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|k|da|fi)?sh$/.test(programOf(start));

const trapsSignals = ({ script }: Start): boolean =>
  script.commands.some(
    ({ name, words }) =>
      name === 'trap' && words.some(({ text }) => /^(?:SIG)?TERM$|^15$/i.test(text)),
  );

/** Whether the kernel starts the program of a command: a script needs a first line that names its shell. */
const startsByItself = (
  file: DockerfileIn,
  stage: Stage,
  { script }: Start,
  project: Project,
): boolean => {
  const program = script.commands[0]?.words[0]?.text ?? '';
  if (!program.includes('/') && !program.endsWith('.sh')) return true;
  const started = likelyStartScript(file, stage, project);
  return started ? started.text.startsWith('#!') : !program.endsWith('.sh');
};

/** The JSON array of a command that needs no shell, or undefined. */
const execForm = ({ words, script }: Start): string | undefined => {
  const [only] = script.commands;
  if (!only || words.length === 0 || only.assignments.length > 0 || script.commands.length > 1)
    return undefined;
  if (words.some(({ raw, dynamic }) => dynamic || /["'\\*?[\]~$`;&|<>(){}#!]/.test(raw)))
    return undefined;
  return `[${words.map(({ text }) => JSON.stringify(text)).join(', ')}]`;
};
