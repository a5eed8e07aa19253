import type { Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { insert } from '../../text/edit.ts';
import { lazy } from '../../text/memo.ts';
import type { Rule } from '../rule.ts';
import docs from './apt-lists-left.md' with { type: 'text' };

const rule: Rule = {
  id: 'apt-lists-left',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'layers-cache',
  aka: ['hadolint/DL3009'],
  fix: 'safe',
  about: ['apt-get', 'apt', 'aptitude'],

  *check({ stages }) {
    const last = stages.at(-1);
    const shipped: ReadonlySet<Stage> = new Set(last ? lineage(last) : []);
    const needed = lazy(() => runsBeforeInstalls(stages));
    for (const stage of stages) {
      // What stays in a builder stage is in no image.
      if (!shipped.has(stage)) continue;
      for (const instruction of stage.instructions.map(triggered)) {
        if (instruction.keyword !== 'RUN' || instruction.script.broken) continue;
        const { commands, chain } = instruction.script;
        const update = commands.find((command) => aptCall(command)?.verb === 'update');
        if (!update || cleaned(instruction, commands, update)) continue;
        const end = update.listEnd;
        const sudo = update.name === 'sudo' ? 'sudo ' : '';
        const followed = commands.some((command) => command.listEnd > end);
        const mendable = chain && !followed && instruction.heredocs.length === 0;
        yield {
          at: aptCall(update)?.span ?? update.span,
          message: 'The package lists that this update downloads stay in the layer.',
          ...(mendable && !needed().has(instruction)
            ? {
                fixes: [
                  {
                    title: 'Delete the lists in the same RUN',
                    safe: true,
                    edits: () => [insert(end, ` && ${sudo}rm -rf /var/lib/apt/lists/*`)],
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

const cleaned = (run: Run, commands: readonly Command[], update: Command): boolean => {
  if (cacheMountOver(run, /^\/var\/lib\/apt(?:\/lists)?\/?$/)) return true;
  return commands.slice(commands.indexOf(update)).some(({ name, words }) => {
    if (name !== 'rm' && name !== 'find' && name !== 'sudo') return false;
    return words.some(({ text }) =>
      /^\/var\/(?:lib\/(?:apt(?:\/(?:lists(?:\/.*)?|\*))?\/?|\*)|\*)?$|^\/var\/lib\/apt/.test(text),
    );
  });
};

/** The RUNs whose lists are needed later, in their own stage or in one that starts from it. */
const runsBeforeInstalls = (stages: readonly Stage[]): ReadonlySet<Instruction> => {
  const found = new Set<Instruction>();
  const neededBehind = new Set<Stage>();
  for (const stage of stages.toReversed()) {
    let needed = neededBehind.has(stage);
    for (const instruction of stage.instructions.map(triggered).toReversed()) {
      if (needed) found.add(instruction);
      needed = usesLists(instruction) ?? needed;
    }
    if (needed && stage.parent) neededBehind.add(stage.parent);
  }
  return found;
};

/** Whether an instruction takes the lists as they are; undefined when it neither does nor downloads them anew. */
const usesLists = (instruction: Instruction): boolean | undefined => {
  if (instruction.keyword !== 'RUN') return undefined;
  for (const command of instruction.script.commands) {
    const verb = aptCall(command)?.verb;
    if (verb === 'update' && !command.conditional) return false;
    if (verb !== undefined && takesLists.has(verb)) return true;
  }
  const text = instruction.words.map(({ text: word }) => word).join(' ');
  return instruction.script.broken || /\bapt(?:-get|itude)?\b/.test(text) ? true : undefined;
};

const takesLists: ReadonlySet<string> = new Set([
  'install',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'build-dep',
  'download',
  'source',
]);
